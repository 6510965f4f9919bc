package jocker.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import jocker.os.Argv;
import jocker.os.Interruption;
import jocker.os.LinuxHost;
import picocli.CommandLine;

/**
 * Loads the classes that the commands load, so that the JVM can write them down in an archive that makes the next start
 * quicker; see the launcher. It changes nothing on the box.
 */
final class Rehearsal {
    private Rehearsal() {}

    /** Plays the commands through as far as one can without a store. */
    static void play(CommandLine commandLine) throws IOException, ClassNotFoundException {
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        commandLine.setOut(nowhere).setErr(nowhere);
        for (String[] arguments : new String[][] {
            {"--root", "/proc", "run", "img_42002", "true"},
            {"--root", "/proc", "ps"},
            {"--root", "/proc", "rm", "ps_42002"},
            {"help", "run"},
        }) {
            commandLine.execute(arguments);
        }
        new LinuxHost(new Interruption(), nowhere::println, bytes -> {}).run(Argv.of("true"));
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
