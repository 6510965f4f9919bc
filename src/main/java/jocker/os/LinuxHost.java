package jocker.os;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import jocker.text.LazyPattern;
import jocker.text.Message;

/** The machine that jocker runs on. */
public final class LinuxHost implements Host {
    /** How long a killed process may take to be gone; one that waits for a disk takes some time. */
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    private static final LazyPattern OCTAL = new LazyPattern("\\\\([0-7]{3})");

    /** What bsdtar says of a name that is no UTF-8, and when it ends: it has unpacked that file all the same. */
    private static final LazyPattern ODD_NAME =
            new LazyPattern(".*can't be converted.*|bsdtar: Error exit delayed from previous errors\\.");

    /** What is read of the answer to a question. */
    private static final int ANSWER_LIMIT = 1 << 24;

    /** Where the launcher keeps the caller's LC_ALL, while the JVM has one that it can work with. */
    private static final String CALLERS_LC_ALL = "JOCKER_LC_ALL";

    /** What chroot(1) ends with if the program cannot be started, or is not there. */
    private static final int CANNOT_RUN = 126;

    private static final int NOT_FOUND = 127;

    private final Cancellation interruption;
    private final Consumer<Message> warnings;
    private final LongConsumer fetched;

    /**
     * The machine.
     *
     * @param interruption tells of signals, which are passed on to the command that runs
     * @param warnings takes what the user should know although the command goes on
     * @param fetched is told every now and then how many bytes a {@link Action.Fetch} has brought
     */
    public LinuxHost(Cancellation interruption, Consumer<Message> warnings, LongConsumer fetched) {
        this.interruption = interruption;
        this.warnings = warnings;
        this.fetched = fetched;
    }

    @Override
    public Going start(Argv argv) {
        ChildProcess command = ChildProcess.start(argv, quiet(argv).redirectErrorStream(true), interruption);
        return () -> {
            command.await(HostException.SAID_LIMIT, said -> said);
            return 0;
        };
    }

    @Override
    public Answer asking(Argv argv, String input) {
        ChildProcess command = ChildProcess.start(argv, quiet(argv).redirectInput(Redirect.PIPE), interruption);
        StreamCollector complaint = new StreamCollector(command.process().getErrorStream(), HostException.SAID_LIMIT);
        give(command.process(), input);
        return () -> {
            try {
                return command.await(ANSWER_LIMIT, answer -> complaint.text());
            } catch (HostException e) {
                interruption.check(); // The signal has ended the question, too.
                throw e;
            }
        };
    }

    /** Hands a command its input; one that does not want it says why by itself. */
    private static void give(Process process, String input) {
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return;
        }
    }

    private static ProcessBuilder quiet(Argv argv) {
        ProcessBuilder builder = new ProcessBuilder(argv.words())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        // Messages in one language, so that a failure reads the same everywhere.
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    @Override
    public void fetch(Action.Fetch fetch) {
        new Retry(interruption).of(() -> fetchOnce(fetch));
    }

    private String fetchOnce(Action.Fetch fetch) {
        Watchdog watchdog = new Watchdog(fetch, fetched);
        try {
            ChildProcess command =
                    ChildProcess.start(fetch.argv(), quiet(fetch.argv()).redirectErrorStream(true), interruption);
            watchdog.watch(command.process());
            return command.await(HostException.SAID_LIMIT, said -> said);
        } catch (HostException e) {
            if (watchdog.hasBitten()) {
                throw new HostException(
                        Message.of(
                                "has-brought-nothing-for",
                                fetch.shellLine(),
                                fetch.patience().toSeconds()),
                        e);
            }
            throw e;
        }
    }

    @Override
    public int runContainer(Action.Container container) {
        Argv argv = container.chain().argv();
        try (OutputStream log = new Tree(container.tree()).create(container.log());
                OutputStream kept = Files.newOutputStream(container.keptLog())) {
            Footprint footprint = Footprint.watch(container.tree(), container.program());
            ProcessBuilder builder = new ProcessBuilder(argv.words())
                    .redirectInput(Redirect.INHERIT)
                    .redirectErrorStream(true);
            giveLocaleBack(builder.environment());
            Process process = ChildProcess.process(argv, builder);
            try (Cancellation.Registration told = interruption.tell(new Forwarding(process))) {
                Output output = new Output(List.of(new FileOutputStream(FileDescriptor.out), log, kept));
                output.copy(process.getInputStream())
                        .ifPresent(e -> warnings.accept(Message.of("the-log-is-incomplete", describe(e))));
                int status = output.statusOf(ChildProcess.waitFor(argv, process));
                if (isHostsOwn(status, footprint) && !output.saysChrootCannotRun()) {
                    throw HostException.failed(argv, status, output.tail());
                }
                return status;
            }
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-write-the-log", describe(e)), e);
        }
    }

    @Override
    public int attach(Action.Attach command) {
        Argv argv = command.chain().argv();
        try {
            Footprint footprint = Footprint.watch(command.tree(), command.program());
            ProcessBuilder builder = new ProcessBuilder(argv.words()).inheritIO();
            giveLocaleBack(builder.environment());
            Process process = ChildProcess.process(argv, builder);
            try (Cancellation.Registration told = interruption.tell(new Forwarding(process))) {
                int status = ChildProcess.waitFor(argv, process);
                if (isHostsOwn(status, footprint) && status != CANNOT_RUN && status != NOT_FOUND) {
                    throw HostException.failed(argv, status, "");
                }
                return status;
            }
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-look-into", command.tree(), describe(e)), e);
        }
    }

    /** Puts the caller's own LC_ALL, which the launcher has put aside, back into variables. */
    public static void giveLocaleBack(Map<String, String> environment) {
        Optional.ofNullable(environment.remove(CALLERS_LC_ALL)).ifPresent(own -> {
            environment.remove("LC_ALL");
            if (!own.isEmpty()) {
                environment.put("LC_ALL", own);
            }
        });
    }

    /** Whether a status is that of a host command which failed before the container's own command was started. */
    private boolean isHostsOwn(int status, Footprint footprint) {
        return status != 0 && interruption.signal().isEmpty() && footprint.isMissing();
    }

    @Override
    public void write(Path tree, String file, String line) {
        try {
            new Tree(tree).write(file, line);
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-write", tree.resolve(file), describe(e)), e);
        }
    }

    @Override
    public void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-rename-to", from, to, describe(e)), e);
        }
    }

    @Override
    public void unpack(Action.Unpack unpack) {
        Argv argv = unpack.unpacker();
        try {
            unpack.layer().prepare(unpack.tree());
            interruption.check();
            Process process = ChildProcess.process(argv, new ProcessBuilder(argv.words()).redirectErrorStream(true));
            try (Cancellation.Registration told = interruption.tell((signal, again) -> process.destroyForcibly())) {
                StreamCollector said = new StreamCollector(process.getInputStream(), ANSWER_LIMIT);
                unpack.layer().feed(process);
                int status = ChildProcess.waitFor(argv, process);
                boolean oddNames = status == 1
                        && said.text()
                                .lines()
                                .allMatch(line -> ODD_NAME.matcher(line).matches());
                if (status != 0 && !oddNames) {
                    throw HostException.failed(argv, status, said.text());
                }
            }
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-unpack", unpack.layer().blob(), describe(e)), e);
        }
    }

    @Override
    public void exchange(Path one, Path other) {
        RenameExchange.exchange(one, other);
    }

    @Override
    public void kill(long pid) {
        SignalSender.kill(pid);
        for (long deadline = System.nanoTime() + KILL_PATIENCE.toNanos(); Proc.isAlive(pid); pause()) {
            if (System.nanoTime() > deadline) {
                throw new HostException(Message.of("process-does-not-end", pid));
            }
        }
    }

    @Override
    public boolean exists(Resource evidence) {
        if (evidence instanceof Resource.Interface link) {
            return interfaceExists(link.name());
        }
        if (evidence instanceof Resource.MountPoint mount) {
            return mountPoints().contains(mount.path());
        }
        if (evidence instanceof Resource.Alive process) {
            return Proc.isAlive(process.pid());
        }
        if (evidence instanceof Resource.Paths paths) {
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
            throw new HostException(Message.of("cannot-list-the-network", describe(e)), e);
        }
    }

    @Override
    public Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String directory : path.split(":")) {
            File file = new File(directory.isEmpty() ? "." : directory, program);
            if (file.isFile() && file.canExecute()) {
                return Optional.of(file.toPath());
            }
        }
        return Optional.empty();
    }

    @Override
    public List<Path> mountPoints() {
        try {
            return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                    .map(LinuxHost::mountPoint)
                    .toList();
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-list-the-mounts", describe(e)), e);
        }
    }

    /** Field 5 of a line; blanks and the like are written in octal (proc(5)). */
    private static Path mountPoint(String line) {
        int start = 0;
        for (int field = 1; field < 5; field++) {
            start = line.indexOf(' ', start) + 1;
        }
        return Path.of(unescape(line.substring(start, line.indexOf(' ', start))));
    }

    private static String unescape(String field) {
        return field.indexOf('\\') < 0
                ? field
                : OCTAL.matcher(field).replaceAll(match -> {
                    String character = Character.toString(Integer.parseInt(match.group(1), 8));
                    return Matcher.quoteReplacement(character);
                });
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(Message.of("stopped-waiting-for-a"), e);
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
