package jocker.os;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that jocker has started: the one way in which one is. */
final class ChildProcess implements Host.Child {
    private static final Redirect NOTHING = Redirect.from(Path.of("/dev/null").toFile());

    private final Argv argv;
    private final Process process;
    private final Cancellation.Registration told;

    private ChildProcess(Argv argv, Process process, Cancellation.Registration told) {
        this.argv = argv;
        this.process = process;
        this.told = told;
    }

    /**
     * Starts it. What is started after a signal cleans up, and is left to do so.
     *
     * @throws HostException if it cannot be started
     */
    static ChildProcess start(Argv argv, Host.Stdio stdio, Cancellation cancellation) {
        Process process = process(argv, builder(argv, stdio));
        boolean cleansUp = cancellation.signal().isPresent();
        Cancellation.Registration told = switch (stdio) {
            case QUIET -> cancellation.tell((signal, again) -> end(process, cleansUp));
            case FED, FILTER -> cancellation.tell((signal, again) -> process.destroyForcibly());
            case READ, INHERITED -> () -> {};
        };
        return new ChildProcess(argv, process, told);
    }

    /** The same as {@link Host.Stdio#QUIET}, with stdin to be written to, and stderr apart. */
    static ChildProcess startAsking(Argv argv, Cancellation cancellation) {
        ProcessBuilder builder =
                builder(argv, Host.Stdio.QUIET).redirectInput(Redirect.PIPE).redirectErrorStream(false);
        Process process = process(argv, builder);
        boolean cleansUp = cancellation.signal().isPresent();
        return new ChildProcess(argv, process, cancellation.tell((signal, again) -> end(process, cleansUp)));
    }

    /** By the handle: {@link Process#destroy} closes the streams, too, of which another thread may be reading. */
    private static void end(Process process, boolean cleansUp) {
        if (!cleansUp) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.toHandle().destroy();
        }
    }

    private static ProcessBuilder builder(Argv argv, Host.Stdio stdio) {
        ProcessBuilder builder = new ProcessBuilder(argv.words());
        switch (stdio) {
            case QUIET -> {
                builder.redirectInput(NOTHING).redirectErrorStream(true);
                // Messages in one language, so that a failure reads the same everywhere.
                builder.environment().put("LC_ALL", "C");
            }
            case FILTER -> builder.redirectInput(NOTHING).redirectError(Redirect.DISCARD);
            case FED -> builder.redirectErrorStream(true);
            case READ -> {
                builder.redirectInput(Redirect.INHERIT).redirectErrorStream(true);
                CallersLocale.restore(builder.environment());
            }
            case INHERITED -> {
                builder.inheritIO();
                CallersLocale.restore(builder.environment());
            }
        }
        return builder;
    }

    private static Process process(Argv argv, ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw HostException.notStarted(argv, e);
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    @Override
    public InputStream output() {
        return process.getInputStream();
    }

    /** What it says on stderr, if that is apart. */
    InputStream complaints() {
        return process.getErrorStream();
    }

    @Override
    public boolean hasEnded(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw HostException.interrupted(e, "stopped-waiting-for", argv.shellLine());
        }
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public int await() {
        try (told) {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw HostException.interrupted(e, "stopped-waiting-for", argv.shellLine());
        }
    }
}
