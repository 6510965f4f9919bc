package jocker.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Plays the commands that have to be quick, so that the JVM can write down what they load and link, in an archive that
 * makes the next start quicker; see the launcher. No others: from Java 25 on, all that is in the archive is loaded at
 * each start, and held while a container runs. All is real but for the store, which is a directory, and the host's
 * programs, whose stand-ins the launcher has put first on PATH. It changes nothing on the box.
 */
final class TrainingRun {
    private TrainingRun() {}

    /**
     * Plays.
     *
     * @param stage a directory for the store, which is left as it is afterwards
     */
    static void play(Path stage) throws IOException {
        Path image = Files.createDirectories(stage.resolve("img_42002"));
        Files.createDirectories(image.resolve("etc"));
        Files.createDirectories(image.resolve("usr/bin"));
        Files.createSymbolicLink(image.resolve("bin"), Path.of("usr/bin"));
        Files.writeString(image.resolve("bin/sh"), "what a run looks for\n");
        Files.writeString(image.resolve("img.source"), "what images shows\n");
        play("--version");
        play("run", "img_42002", "true");
        play("images");
        play("ps");
        try (var entries = Files.newDirectoryStream(stage, "ps_*")) {
            for (Path container : entries) {
                String id = container.getFileName().toString();
                play("exec", id, "true");
                play("logs", id);
                play("rm", id);
            }
        }
        play("init", image.toString());
        play("run", "img_42003", "true");
    }

    private static void play(String... arguments) {
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Jocker.Typed typed = Jocker.commandLine(System.getenv(), Jocker.Part.REHEARSAL, arguments);
        typed.commandLine().setOut(nowhere).setErr(nowhere);
        typed.execute();
    }
}
