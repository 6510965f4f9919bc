package jocker.os;

import java.nio.file.Path;

/** The machine, as far as the steps of a plan need it. The tests have a second one that only remembers. */
public interface Host {
    /**
     * Runs a command to its end, with no input.
     *
     * @throws HostException if it cannot be started or does not end with 0; the message has what it said
     */
    void run(Argv argv);

    /**
     * Runs a container's command; see {@link Action.Container}.
     *
     * @return its status: what it exited with, or 128 + n if signal n ended it
     * @throws HostException if it cannot be started
     */
    int runContainer(Action.Container container);

    /**
     * Runs a command on the caller's own stdin, stdout and stderr.
     *
     * @return its status, as for {@link #runContainer}
     */
    int attach(Argv argv);

    /** Writes a line to a file below a tree without ever following a link; see {@link Tree#write}. */
    void write(Path tree, String file, String line);

    /** Renames, as rename(2) does: at once, or not at all. */
    void move(Path from, Path to);

    /** Ends a process with SIGKILL, if it is there. */
    void kill(long pid);

    /** Tells whether the thing that this is evidence of is there. */
    boolean exists(Evidence evidence);
}
