package jocker.container;

import java.time.Duration;
import java.util.List;
import jocker.os.Cancellation;
import jocker.os.Host;
import jocker.os.Proc;
import jocker.os.Signal;

/**
 * Passes jocker's signals on to the command in a container.
 *
 * <p>The process that jocker starts becomes {@code unshare} or {@code nsenter}, which do not pass anything on. Its
 * child is the first inside: for {@code run} the shell that is process 1 of its pid namespace, for {@code exec} the
 * command. The kernel drops a signal to a process 1 that has no handler for it (pid_namespaces(7)); the shell's
 * children get it, and where there are none, what the signal would have done is done: the process is killed.
 */
final class SignalForwarder implements Cancellation.Listener {
    /** How long a command may take to end after a signal, before it is killed; Docker's default. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** A terminal sends Ctrl-C to the command itself; only a command that is still there after this is told again. */
    private static final Duration TERMINAL_HEAD_START = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(20);

    private final Host host;
    private final Host.Child child;

    /**
     * Passes signals on to what a process has started.
     *
     * @param child the process that becomes {@code unshare} or {@code nsenter}
     */
    SignalForwarder(Host host, Host.Child child) {
        this.host = host;
        this.child = child;
    }

    @Override
    public void signalled(Signal signal, boolean again) {
        boolean fromTerminal = signal == Signal.INT && Proc.inForeground();
        long now = System.nanoTime();
        long tell = now + (fromTerminal ? TERMINAL_HEAD_START.toNanos() : 0);
        long end = now + (again ? 0 : GRACE.toNanos());
        boolean told = false;
        while (System.nanoTime() < end) {
            for (long pid : firstInside()) {
                if (!told && System.nanoTime() >= tell) {
                    told = true;
                    reach(pid, signal);
                }
                if (isDeaf(pid, signal)) {
                    host.signal(pid, Signal.KILL);
                }
            }
            if (ended()) {
                return;
            }
        }
        kill();
    }

    /** Kills the first process inside, and with it all of a container; before there is one, the process itself. */
    private void kill() {
        do {
            List<Long> inside = firstInside();
            inside.forEach(pid -> host.signal(pid, Signal.KILL));
            if (inside.isEmpty()) {
                child.kill();
            }
        } while (!ended());
    }

    private void reach(long pid, Signal signal) {
        if (Proc.isFirstOfNamespace(pid)) {
            Proc.children(pid).forEach(it -> host.signal(it, signal));
        }
        host.signal(pid, signal);
    }

    /** Whether the kernel drops the signal and no other process can act on it. */
    private static boolean isDeaf(long pid, Signal signal) {
        return Proc.isFirstOfNamespace(pid)
                && !Proc.minds(pid, signal.number())
                && Proc.children(pid).isEmpty();
    }

    private List<Long> firstInside() {
        return Proc.children(child.pid());
    }

    private boolean ended() {
        return child.hasEnded(POLL);
    }
}
