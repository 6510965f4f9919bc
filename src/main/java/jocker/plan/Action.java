package jocker.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.os.Shell;

/**
 * One thing that is done to the host. Each can be shown as a line of shell, and performed. These are the ones that are a
 * single command or system call; those that are made of several stand beside what they are about.
 */
public interface Action {
    /** This action as a line that does the same when it is pasted into a root shell. */
    String shellLine();

    /**
     * Does it.
     *
     * @param listener is told what the user should know meanwhile
     * @return the status that the command ended with, for one that runs in a container; otherwise 0
     * @throws HostException if the host refuses
     */
    int perform(Host host, ActionListener listener);

    /** Starts it; what cannot be done beside other things is done here and now. */
    default Host.Job start(Host host, ActionListener listener) {
        int status = perform(host, listener);
        return () -> status;
    }

    /** The host's programs that this starts, as they are looked up on PATH. */
    default List<String> programs() {
        return List.of();
    }

    /** A host command; it must end with 0. */
    record Exec(Argv argv) implements Action {
        @Override
        public String shellLine() {
            return argv.shellLine();
        }

        @Override
        public Host.Job start(Host host, ActionListener listener) {
            return host.start(argv);
        }

        @Override
        public int perform(Host host, ActionListener listener) {
            return host.start(argv).await();
        }

        @Override
        public List<String> programs() {
            return List.of(argv.program());
        }
    }

    /**
     * A line of text written to a file below an untrusted tree.
     *
     * @param tree the tree's root
     * @param file the file, relative to the root
     * @param line the text, without the newline that is written behind it
     */
    record Write(Path tree, String file, String line) implements Action {
        @Override
        public String shellLine() {
            return "echo " + Shell.quote(line) + " > "
                    + Shell.quote(tree.resolve(file).toString());
        }

        @Override
        public int perform(Host host, ActionListener listener) {
            host.write(tree, file, line);
            return 0;
        }
    }

    /** A rename within one file system: {@code from} disappears and {@code to} appears at once, or nothing happens. */
    record Move(Path from, Path to) implements Action {
        @Override
        public String shellLine() {
            return Argv.of("mv -T {} {}", from, to).shellLine();
        }

        @Override
        public int perform(Host host, ActionListener listener) {
            host.move(from, to);
            return 0;
        }
    }

    /** Two names on one file system that change hands at once (renameat2(2), RENAME_EXCHANGE), or not at all. */
    record Exchange(Path one, Path other) implements Action {
        @Override
        public String shellLine() {
            Path aside = one.resolveSibling(one.getFileName() + ".aside");
            return Stream.of(
                            Argv.of("mv -T {} {}", one, aside),
                            Argv.of("mv -T {} {}", other, one),
                            Argv.of("mv -T {} {}", aside, other))
                    .map(Argv::shellLine)
                    .collect(Collectors.joining(" && "));
        }

        @Override
        public int perform(Host host, ActionListener listener) {
            host.exchange(one, other);
            return 0;
        }
    }

    /** The end of a process (SIGKILL). One that is gone already has ended. */
    record Kill(long pid) implements Action {
        @Override
        public String shellLine() {
            return "kill -KILL " + pid;
        }

        @Override
        public int perform(Host host, ActionListener listener) {
            host.kill(pid);
            return 0;
        }
    }
}
