package jocker.os;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine, as far as the steps of a plan need it. The tests have a second one that only remembers. */
public interface Host {
    /** Something that has been started. It has to be awaited. */
    interface Going {
        /**
         * Waits until it has ended.
         *
         * @return its status, where that is not the machine's to say
         * @throws HostException if the machine has refused it; the message has what the command said
         */
        int await();
    }

    /**
     * Starts a command with no input, and goes on.
     *
     * @throws HostException if it cannot be started; {@link Going#await} throws if it does not end with 0
     */
    Going start(Argv argv);

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

    /**
     * Starts a command that only looks, and goes on.
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

    /**
     * Runs a command that fetches something; see {@link Action.Fetch}.
     *
     * @throws HostException as for {@link #start}, or if nothing comes for too long
     */
    void fetch(Action.Fetch fetch);

    /**
     * Runs a container's command; see {@link Action.Container}.
     *
     * @return its status: what it exited with, or 128 + n if signal n ended it
     * @throws HostException if it cannot be started, or one of the host commands before it fails
     */
    int runContainer(Action.Container container);

    /**
     * Runs a command on the caller's own stdin, stdout and stderr; see {@link Action.Attach}.
     *
     * @return its status, as for {@link #runContainer}
     * @throws HostException if one of the host commands before it fails
     */
    int attach(Action.Attach command);

    /** Writes a line to a file below a tree without ever following a link; see {@link Tree#write}. */
    void write(Path tree, String file, String line);

    /** Renames, as rename(2) does: at once, or not at all. */
    void move(Path from, Path to);

    /**
     * Unpacks a layer; see {@link Action.Unpack}.
     *
     * @throws HostException if it is not what its digest says, or cannot be unpacked
     */
    void unpack(Action.Unpack unpack);

    /** Exchanges two names; see {@link Action.Exchange}. */
    void exchange(Path one, Path other);

    /** Ends a process with SIGKILL, if it is there, and waits until it has ended. */
    void kill(long pid);

    /** Where a program is found on PATH; empty if it is not. */
    Optional<Path> find(String program);

    /** Where file systems are mounted, in the caller's mount namespace. */
    List<Path> mountPoints();

    /** Tells whether the thing that this is evidence of is there. */
    boolean exists(Resource evidence);
}
