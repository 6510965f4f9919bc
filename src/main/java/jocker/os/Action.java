package jocker.os;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One thing that is done to the machine. Each can be shown as a line of shell, and performed on a {@link Host}. */
public sealed interface Action {
    /** This action as a line that does the same when it is pasted into a root shell. */
    String shellLine();

    /**
     * Does it.
     *
     * @return the status that the command ended with, for {@link Container} and {@link Attach}; otherwise 0
     * @throws HostException if the machine refuses
     */
    int performOn(Host host);

    /** Starts it; what cannot go on by itself is done here and now. */
    default Host.Going startOn(Host host) {
        int status = performOn(host);
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
        public Host.Going startOn(Host host) {
            return host.start(argv);
        }

        @Override
        public int performOn(Host host) {
            return startOn(host).await();
        }

        @Override
        public List<String> programs() {
            return List.of(argv.program());
        }
    }

    /**
     * A host command that brings something from elsewhere; it must end with 0, and go on all the while.
     *
     * @param argv the command
     * @param places the directories in which what it brings shows as files
     * @param patience how long it may bring nothing
     */
    record Fetch(Argv argv, List<Path> places, Duration patience) implements Action {
        /** Copies the list. */
        public Fetch {
            places = List.copyOf(places);
        }

        @Override
        public String shellLine() {
            return argv.shellLine();
        }

        @Override
        public int performOn(Host host) {
            host.fetch(this);
            return 0;
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
        public int performOn(Host host) {
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
        public int performOn(Host host) {
            host.move(from, to);
            return 0;
        }
    }

    /**
     * A layer of an image, unpacked onto the layers below it.
     *
     * @param layer what is unpacked
     * @param tree where to
     * @param unpacker the command that reads the archive from its stdin
     */
    record Unpack(Layer layer, Path tree, Argv unpacker) implements Action {
        @Override
        public String shellLine() {
            return unpacker.shellLine() + " < " + Shell.quote(layer.blob().toString());
        }

        @Override
        public int performOn(Host host) {
            host.unpack(this);
            return 0;
        }

        @Override
        public List<String> programs() {
            return List.of(unpacker.program(), "setpriv", "bsdtar", "zstd");
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
        public int performOn(Host host) {
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
        public int performOn(Host host) {
            host.kill(pid);
            return 0;
        }
    }

    /**
     * A container's command: reads the caller's stdin; its stdout and stderr go, in the order in which they are
     * written, to the caller's stdout and to the log.
     *
     * @param chain the host commands that lead into the container
     * @param tree the container's root
     * @param program what it runs: a program in the tree
     * @param log the log's name below that root
     * @param keptLog a second copy of the log, out of the container's reach
     */
    record Container(ExecChain chain, Path tree, String program, String log, Path keptLog) implements Action {
        @Override
        public List<String> programs() {
            return chain.programs();
        }

        @Override
        public String shellLine() {
            return chain.argv().shellLine() + " 2>&1 | tee "
                    + Shell.quote(tree.resolve(log).toString());
        }

        @Override
        public int performOn(Host host) {
            return host.runContainer(this);
        }
    }

    /**
     * A command on the caller's own terminal: stdin, stdout and stderr are the caller's.
     *
     * @param chain the host commands that lead into the container
     * @param tree the container's root
     * @param program the command's program, as the container finds it
     */
    record Attach(ExecChain chain, Path tree, String program) implements Action {
        @Override
        public List<String> programs() {
            return chain.programs();
        }

        @Override
        public String shellLine() {
            return chain.argv().shellLine();
        }

        @Override
        public int performOn(Host host) {
            return host.attach(this);
        }
    }
}
