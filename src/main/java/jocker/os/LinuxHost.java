package jocker.os;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import jocker.text.LazyPattern;
import jocker.text.Message;

/** The Linux machine that jocker runs on. */
public class LinuxHost implements Host {
    /** How long a killed process may take to be gone; one that waits for a disk takes some time. */
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    private static final LazyPattern OCTAL = new LazyPattern("\\\\([0-7]{3})");

    /** What is read of the answer to a question. */
    private static final int ANSWER_LIMIT = 1 << 24;

    /** The inode of every subvolume's root (BTRFS_FIRST_FREE_OBJECTID of linux/btrfs_tree.h). */
    private static final long SUBVOLUME_INODE = 256;

    private final Cancellation cancellation;

    /**
     * The machine.
     *
     * @param cancellation tells of signals; it ends what is started here, but for what runs in a container
     */
    public LinuxHost(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    @Override
    public final Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public final Job start(Argv argv) {
        ChildProcess child = ChildProcess.start(argv, Stdio.QUIET, cancellation);
        return () -> {
            String said = StreamCollector.collect(child.output(), HostException.SAID_LIMIT);
            int status = child.await();
            if (status != 0) {
                throw HostException.exited(argv, status, said);
            }
            return 0;
        };
    }

    @Override
    public final Child spawn(Argv argv, Stdio stdio) {
        return ChildProcess.start(argv, stdio, cancellation);
    }

    @Override
    public final Answer asking(Argv argv, String input) {
        ChildProcess child = ChildProcess.startAsking(argv, cancellation);
        StreamCollector complaint = new StreamCollector(child.complaints(), HostException.SAID_LIMIT);
        give(child, input);
        return () -> {
            String answer = StreamCollector.collect(child.output(), ANSWER_LIMIT);
            int status = child.await();
            if (status != 0) {
                cancellation.check(); // The signal has ended the question, too.
                throw HostException.exited(argv, status, complaint.text());
            }
            return answer;
        };
    }

    /** Hands a command its input; one that does not want it says why by itself. */
    private static void give(Child child, String input) {
        try (OutputStream to = child.input()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public final OutputStream stdout() {
        return new FileOutputStream(FileDescriptor.out);
    }

    @Override
    public final void write(Path tree, String file, String line) {
        try {
            new Tree(tree).write(file, line);
        } catch (IOException e) {
            throw HostException.of(e, "cannot-write", tree.resolve(file));
        }
    }

    @Override
    public final void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw HostException.of(e, "cannot-rename-to", from, to);
        }
    }

    @Override
    public final void exchange(Path one, Path other) {
        RenameExchange.exchange(one, other);
    }

    @Override
    public final void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw HostException.of(e, "cannot-delete", file);
        }
    }

    @Override
    public final void signal(long pid, Signal signal) {
        SignalSender.send(pid, signal);
    }

    @Override
    public final void kill(long pid) {
        SignalSender.send(pid, Signal.KILL);
        for (long deadline = System.nanoTime() + KILL_PATIENCE.toNanos(); Proc.isAlive(pid); briefly()) {
            if (System.nanoTime() > deadline) {
                throw new HostException(Message.of("process-does-not-end", pid));
            }
        }
    }

    /** Waits a moment, whatever signals come: what follows a kill is often the cleaning up after one. */
    private static void briefly() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            throw HostException.interrupted(e, "stopped-waiting-for-a");
        }
    }

    @Override
    public boolean exists(Resource resource) {
        if (resource instanceof Resource.Interface link) {
            return interfaceExists(link.name());
        }
        if (resource instanceof Resource.MountPoint mount) {
            return mountPoints().contains(mount.path());
        }
        if (resource instanceof Resource.Alive process) {
            return Proc.isAlive(process.pid());
        }
        if (resource instanceof Resource.Paths paths) {
            return paths.paths().stream().anyMatch(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
        }
        throw new AssertionError(resource);
    }

    /** Asks /proc/net/dev: unlike /sys/class/net it always shows the caller's own network namespace. */
    private static boolean interfaceExists(String name) {
        try {
            return Files.readAllLines(Path.of("/proc/self/net/dev")).stream()
                    .anyMatch(line -> line.strip().startsWith(name + ":"));
        } catch (IOException e) {
            throw HostException.of(e, "cannot-list-the-network");
        }
    }

    @Override
    public final Optional<Path> find(String program) {
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
    public final String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw HostException.of(e, "cannot-read", file);
        }
    }

    @Override
    public final List<Path> mountPoints() {
        try {
            return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                    .map(LinuxHost::mountPoint)
                    .toList();
        } catch (IOException e) {
            throw HostException.of(e, "cannot-list-the-mounts");
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

    @Override
    public final boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw HostException.of(e, "cannot-read", "/proc/self");
        }
    }

    @Override
    public Optional<FileSystem> fileSystem(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                return Optional.empty();
            }
            FileStore store = Files.getFileStore(directory);
            return Optional.of(new FileSystem(store.type(), store.isReadOnly(), store.getUsableSpace()));
        } catch (IOException e) {
            throw HostException.of(e, "cannot-look-at", directory);
        }
    }

    @Override
    public boolean isSubvolume(Path path) {
        try {
            return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS)
                    .equals(SUBVOLUME_INODE);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw HostException.of(e, "cannot-look-at", path);
        }
    }
}
