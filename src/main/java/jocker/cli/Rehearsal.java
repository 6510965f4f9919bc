package jocker.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Plays the commands that have to be quick, so that the JVM can write down what they load and link, in an archive that
 * makes the next start quicker; see the launcher. All is real but for the store, which is a directory, and the host's
 * programs, whose stand-ins the launcher has put first on PATH. It changes nothing on the box.
 */
final class Rehearsal {
    private Rehearsal() {}

    /**
     * Plays.
     *
     * @param stage a directory for the store, which is left as it is afterwards
     */
    static void play(Path stage) throws IOException, ClassNotFoundException {
        Path image = Files.createDirectories(stage.resolve("img_42002"));
        Files.createDirectories(image.resolve("etc"));
        Files.createDirectories(image.resolve("usr/bin"));
        Files.createSymbolicLink(image.resolve("bin"), Path.of("usr/bin"));
        Files.writeString(image.resolve("bin/sh"), "what a run looks for\n");
        Files.writeString(image.resolve("img.source"), "what images shows\n");
        play("run", "img_42002", "true");
        play("--verbose", "run", "img_42002", "some", "thing");
        play("images");
        play("ps");
        try (var entries = Files.newDirectoryStream(stage, "ps_*")) {
            for (Path container : entries) {
                String id = container.getFileName().toString();
                play("logs", id);
                play("rm", id);
            }
        }
        play("init", image.toString());
        play("run", "img_42003", "true");
        play("help", "run");
        loadAll();
    }

    private static void play(String... arguments) {
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Jocker.Typed typed = Jocker.commandLine(System.getenv(), Jocker.Part.REHEARSAL, arguments);
        typed.commandLine().setOut(nowhere).setErr(nowhere);
        typed.execute();
    }

    /** Loads what else is jocker's own. */
    private static void loadAll() throws IOException, ClassNotFoundException {
        try (JarFile program =
                new JarFile(Path.of(System.getProperty("java.class.path")).toFile())) {
            for (Enumeration<JarEntry> entries = program.entries(); entries.hasMoreElements(); ) {
                String name = entries.nextElement().getName();
                if (name.matches("jocker/.*\\.class") && !name.contains("package-info")) {
                    // Not initialized: that would load jnr-posix, which has a start of its own to pay for.
                    String type =
                            name.substring(0, name.length() - ".class".length()).replace('/', '.');
                    Class.forName(type, false, Rehearsal.class.getClassLoader());
                }
            }
        }
    }
}
