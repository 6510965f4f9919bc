package jocker.os;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The machine that jocker runs on: the primitives that every step and every look is made of. The unit tests have a second
 * one, which only remembers.
 */
public interface Host {
    /** Something that has been started. It has to be awaited. */
    interface Job {
        /**
         * Waits until it has ended.
         *
         * @return its status, where that is not the host's to say
         * @throws HostException if the host has refused it; the message has what the command said
         */
        int await();
    }

    /** Whose stdin, stdout and stderr a process has, and what a signal does to it. */
    enum Stdio {
        /** No stdin; what it says is collected, stderr included, in English; a signal to jocker ends it. */
        QUIET,
        /** Its stdin is what the caller writes; what it says is collected, stderr included; a signal kills it. */
        FED,
        /** No stdin; its stdout is read; its stderr goes nowhere; a signal kills it. */
        FILTER,
        /** The caller's stdin and locale; what it says is read, stderr included; signals are the caller's to pass on. */
        READ,
        /** The caller's own, all three, and the caller's locale; signals are the caller's to pass on. */
        INHERITED
    }

    /** A process that has been started, to be talked to. */
    interface Child extends Job {
        /** Its pid. */
        long pid();

        /** What is written here, it reads from its stdin; only for {@link Stdio#FED}. */
        OutputStream input();

        /** What it says; nothing for {@link Stdio#INHERITED}. */
        InputStream output();

        /** Waits for its end, but not for ever; returns whether it has ended. */
        boolean hasEnded(Duration patience);

        /** Ends it with SIGKILL, and does not wait. */
        void kill();

        /** Waits until it has ended; returns its status, whatever it is, or 128 + n if signal n ended it. */
        @Override
        int await();
    }

    /** A question that has been asked. The answer has to be awaited. */
    interface Answer {
        /**
         * Waits for it.
         *
         * @return what the command prints on stdout
         * @throws HostException as for {@link #start}
         * @throws Cancellation.Interrupted if a signal has ended it
         */
        String await();
    }

    /** The file system of a directory: its type as mount(8) names it, and what room it has left, in bytes. */
    record FileSystem(String type, boolean isReadOnly, long freeBytes) {}

    /** The signals that ask jocker to stop; a process that the host starts is told of them. */
    Cancellation cancellation();

    /**
     * Starts a command with no input, which must end with 0.
     *
     * @throws HostException if it cannot be started; {@link Job#await} throws if it does not end with 0
     */
    Job start(Argv argv);

    /**
     * Starts a process to talk to. Its status is the caller's to judge.
     *
     * @throws HostException if it cannot be started
     */
    Child spawn(Argv argv, Stdio stdio);

    /**
     * Starts a command that only looks.
     *
     * @param input what it reads from its stdin
     */
    Answer asking(Argv argv, String input);

    /** Asks a command that only looks, with no input. */
    default String ask(Argv argv) {
        return ask(argv, "");
    }

    /** Asks a command that only looks; see {@link #asking}. */
    default String ask(Argv argv, String input) {
        return asking(argv, input).await();
    }

    /** The caller's stdout, for what a container says there. The caller does not close it. */
    OutputStream stdout();

    /** Writes a line to a file below a tree without ever following a link; see {@link Tree#write}. */
    void write(Path tree, String file, String line);

    /** Renames, as rename(2) does: at once, or not at all. */
    void move(Path from, Path to);

    /** Exchanges two names at once (renameat2(2), RENAME_EXCHANGE), or not at all. */
    void exchange(Path one, Path other);

    /** Deletes a file, if it is there. */
    void delete(Path file);

    /** Sends a signal, as kill(2) does. A process that is gone has nothing to be told. */
    void signal(long pid, Signal signal);

    /** Ends a process with SIGKILL, if it is there, and waits until it has ended. */
    void kill(long pid);

    /** Where a program is found on PATH; empty if it is not. */
    Optional<Path> find(String program);

    /** The text of a file that the kernel makes up, below /proc or /sys. */
    String read(Path file);

    /** Where file systems are mounted, in the caller's mount namespace. */
    List<Path> mountPoints();

    /** Tells whether something exists. */
    boolean exists(Resource resource);

    /** Whether the user is root. */
    boolean isRoot();

    /** The file system that holds a directory; empty if there is no such directory. */
    Optional<FileSystem> fileSystem(Path directory);

    /** Whether a path is the root of a btrfs subvolume, and no link to one. */
    boolean isSubvolume(Path path);
}
