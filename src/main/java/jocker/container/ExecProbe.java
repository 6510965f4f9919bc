package jocker.container;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import jocker.os.Host;
import jocker.os.Tree;

/**
 * Tells whether a program in a tree has been started: the kernel reads a program's file when it starts it, and notes
 * the time. So a status that comes out of a line of host commands is known for the container's own, or for that of a
 * host command that never got so far.
 */
final class ExecProbe {
    private static final int THIRTY_YEARS = 1_000_000_000;

    /** What execvp(3) searches if there is no PATH. */
    private static final String DEFAULT_PATH = "/bin:/usr/bin";

    private final Tree tree;
    private final Optional<String> program;
    private final FileTime stamp;

    private ExecProbe(Tree tree, Optional<String> program, FileTime stamp) {
        this.tree = tree;
        this.program = program;
        this.stamp = stamp;
    }

    /**
     * Begins to watch a program.
     *
     * @param name how the program is called: a path, or a name that is looked up on PATH
     */
    static ExecProbe watch(Path root, String name) throws IOException {
        Tree tree = new Tree(root);
        // A moment that the container cannot guess, and long enough ago for relatime (mount(8)) to note the next one.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        FileTime stamp =
                FileTime.from(Instant.ofEpochSecond(random.nextInt(THIRTY_YEARS), random.nextInt(1000) * 1000L));
        Optional<String> program = find(tree, name);
        if (program.isPresent()) {
            tree.setAccessTime(program.get(), stamp);
            tree.read(program.get(), 1);
            if (tree.accessTime(program.get()).equals(Optional.of(stamp))) {
                return new ExecProbe(tree, Optional.empty(), stamp); // Here no times are noted: noatime, chattr +A.
            }
            tree.setAccessTime(program.get(), stamp);
        }
        return new ExecProbe(tree, program, stamp);
    }

    /** Whether a status is that of a host command which failed before the container's own command was started. */
    boolean isHostsOwn(int status, Host host) {
        return status != 0 && host.cancellation().signal().isEmpty() && isMissing();
    }

    /** Whether it is certain that the program has not been started. */
    private boolean isMissing() {
        try {
            return program.isPresent() && tree.accessTime(program.get()).equals(Optional.of(stamp));
        } catch (IOException e) {
            return false; // The container has turned a directory on the way into something else.
        }
    }

    private static Optional<String> find(Tree tree, String name) throws IOException {
        if (name.contains("/")) {
            return tree.find(name);
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse(DEFAULT_PATH);
        for (String directory : List.of(path.split(":"))) {
            Optional<String> found = tree.find(directory + "/" + name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
