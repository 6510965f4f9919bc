package jocker.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.container.Bridge;
import jocker.engine.ExampleSteps;
import jocker.os.Cancellation;
import jocker.os.Host;
import jocker.os.LinuxHost;
import jocker.os.Resource;

/**
 * Runs the commands that have to be quick, so that the JVM can write down what they load and link, in an archive that
 * makes the next start quicker; see the launcher. No others: from Java 25 on, all that is in the archive is loaded at
 * each start, and held while a container runs. All is real but for the store, which is a directory, and the host's
 * programs, whose stand-ins the launcher has put first on PATH. It changes nothing on the host.
 */
final class TrainingRun {
    private TrainingRun() {}

    /** The host, but for what has to be prepared: each directory is a subvolume of btrfs, and there is a bridge. */
    private static final class TrainingHost extends LinuxHost {
        TrainingHost() {
            super(new Cancellation());
        }

        @Override
        public boolean exists(Resource resource) {
            boolean bridge =
                    resource instanceof Resource.Interface link && link.name().equals(Bridge.NAME);
            return bridge || super.exists(resource);
        }

        @Override
        public Optional<FileSystem> fileSystem(Path directory) {
            return super.fileSystem(directory).map(it -> new FileSystem("btrfs", false, Long.MAX_VALUE));
        }

        @Override
        public boolean isSubvolume(Path path) {
            return super.isSubvolume(path) || Files.exists(path);
        }
    }

    /**
     * Runs them.
     *
     * @param arguments the directory for the store, which is left as it is afterwards
     */
    public static void main(String[] arguments) throws IOException {
        Jocker.prepareJvm(List.of("run"));
        Path store = Path.of(arguments[0]);
        Path image = Files.createDirectories(store.resolve("img_42002"));
        Files.createDirectories(image.resolve("etc"));
        Files.createDirectories(image.resolve("usr/bin"));
        Files.createSymbolicLink(image.resolve("bin"), Path.of("usr/bin"));
        Files.writeString(image.resolve("bin/sh"), "what a run looks for\n");
        Files.writeString(image.resolve("img.source"), "what images shows\n");
        run(new LinuxHost(new Cancellation()), "--version");
        run("run", "img_42002", "true");
        run("images");
        run("ps");
        try (var entries = Files.newDirectoryStream(store, "ps_*")) {
            for (Path container : entries) {
                String id = container.getFileName().toString();
                run("exec", id, "true");
                run("logs", id);
                run("rm", id);
            }
        }
        // No container runs, so exec has refused; what it needs beyond that, its example does.
        ExampleSteps.of(new TrainingHost(), "exec");
        run("init", image.toString());
        run("run", "img_42003", "true");
    }

    private static void run(String... arguments) {
        run(new TrainingHost(), arguments);
    }

    private static void run(Host host, String... arguments) {
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Jocker.Typed typed = Jocker.commandLine(System.getenv(), Dialect.JOCKER, host, arguments);
        typed.commandLine().setOut(nowhere).setErr(nowhere);
        typed.execute();
    }
}
