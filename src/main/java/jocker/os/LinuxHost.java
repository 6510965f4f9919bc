package jocker.os;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The machine that jocker runs on. */
public final class LinuxHost implements Host {
    /** What is kept of a command's output to say why it failed. */
    private static final int SAID_LIMIT = 8192;

    private final Interruption interruption;
    private final Consumer<String> warnings;

    static {
        // The JDK's default goes through a helper program, one more process for each step. A fork of a JVM this small
        // costs less; it has to be said before the first process is started.
        System.setProperty("jdk.lang.Process.launchMechanism", "FORK");
    }

    /**
     * The machine.
     *
     * @param interruption tells of signals, which are passed on to the command that runs
     * @param warnings takes what the user should know although the command goes on
     */
    public LinuxHost(Interruption interruption, Consumer<String> warnings) {
        this.interruption = interruption;
        this.warnings = warnings;
    }

    @Override
    public void run(Argv argv) {
        ProcessBuilder builder = new ProcessBuilder(argv.words())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true);
        // Messages in one language, so that a failure reads the same everywhere.
        Map<String, String> environment = builder.environment();
        environment.put("LC_ALL", "C");
        Process process = start(argv, builder);
        // What is started after a signal cleans up, and is left to do so.
        boolean cleansUp = interruption.signal().isPresent();
        try (Interruption.Registration told = interruption.tell((signal, again) -> {
                    if (!cleansUp) {
                        process.descendants().forEach(ProcessHandle::destroy);
                        process.destroy();
                    }
                });
                InputStream output = process.getInputStream()) {
            String said = new String(output.readNBytes(SAID_LIMIT), StandardCharsets.UTF_8);
            output.transferTo(OutputStream.nullOutputStream());
            int status = waitFor(argv, process);
            if (status != 0) {
                throw HostException.failed(argv, status, said);
            }
        } catch (IOException e) {
            throw new HostException("cannot read what \"" + argv.shellLine() + "\" says: " + e.getMessage(), e);
        }
    }

    @Override
    public int runContainer(Action.Container container) {
        try (OutputStream log = new Tree(container.tree()).create(container.log());
                OutputStream kept = Files.newOutputStream(container.keptLog())) {
            ProcessBuilder builder = new ProcessBuilder(container.argv().words())
                    .redirectInput(Redirect.INHERIT)
                    .redirectErrorStream(true);
            Process process = start(container.argv(), builder);
            try (Interruption.Registration told = interruption.tell(new Forwarding(process))) {
                Output output = new Output(List.of(new FileOutputStream(FileDescriptor.out), log, kept));
                output.copy(process.getInputStream())
                        .ifPresent(e -> warnings.accept("the log is incomplete: " + describe(e)));
                return output.statusOf(waitFor(container.argv(), process));
            }
        } catch (IOException e) {
            throw new HostException("cannot write the log: " + describe(e), e);
        }
    }

    @Override
    public int attach(Argv argv) {
        Process process = start(argv, new ProcessBuilder(argv.words()).inheritIO());
        try (Interruption.Registration told = interruption.tell(new Forwarding(process))) {
            return waitFor(argv, process);
        }
    }

    @Override
    public void write(Path tree, String file, String line) {
        try {
            new Tree(tree).write(file, line);
        } catch (IOException e) {
            throw new HostException("cannot write " + tree.resolve(file) + ": " + describe(e), e);
        }
    }

    @Override
    public void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new HostException("cannot rename " + from + " to " + to + ": " + describe(e), e);
        }
    }

    @Override
    public void kill(long pid) {
        Signals.kill(pid);
    }

    @Override
    public boolean exists(Evidence evidence) {
        if (evidence instanceof Evidence.Interface link) {
            return interfaceExists(link.name());
        }
        if (evidence instanceof Evidence.Paths paths) {
            return paths.paths().stream().anyMatch(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
        }
        throw new AssertionError(evidence);
    }

    /** Asks /proc/net/dev: unlike /sys/class/net it always shows the caller's own network namespace. */
    private static boolean interfaceExists(String name) {
        try {
            return Files.readAllLines(Path.of("/proc/self/net/dev")).stream()
                    .anyMatch(line -> line.strip().startsWith(name + ":"));
        } catch (IOException e) {
            throw new HostException("cannot list the network interfaces: " + describe(e), e);
        }
    }

    private static Process start(Argv argv, ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new HostException("cannot start \"" + argv.shellLine() + "\": " + describe(e), e);
        }
    }

    private static int waitFor(Argv argv, Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException("stopped waiting for \"" + argv.shellLine() + "\"", e);
        }
    }

    /** The reason of a failure in words: the JDK's message for some is nothing but the path. */
    public static String describe(IOException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        if (e instanceof FileSystemException file) {
            return file.getReason() == null ? file.getFile() + " (" + kind + ")" : file.getReason();
        }
        return e.getMessage() == null ? kind : e.getMessage();
    }
}
