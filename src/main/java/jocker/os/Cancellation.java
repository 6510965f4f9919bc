package jocker.os;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The signals that ask jocker to stop. Without {@link #listen} the JVM would end at once; with it the first signal is
 * remembered, and whatever takes time asks for it or is told.
 */
public final class Cancellation {
    /** Is told of every signal while something that takes time is done. */
    public interface Listener {
        /**
         * Is called on a thread of its own, so it may wait.
         *
         * @param again whether a signal came before this one
         */
        void signalled(Signal signal, boolean again);
    }

    /** What {@link #check} throws: the user has asked to stop. */
    public static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Signal signal;

        Interrupted(Signal signal) {
            super("interrupted by SIG" + signal);
            this.signal = signal;
        }

        /** The signal that came first. */
        public Signal signal() {
            return signal;
        }
    }

    private Optional<Signal> first = Optional.empty();
    private List<Listener> listeners = List.of();

    /**
     * Starts to listen to the process's signals. A signal that is ignored when jocker starts, as under {@code nohup}, stays ignored: the JVM
     * sees to that.
     */
    public void listen() {
        // Those that end a program, and that a user can send from a terminal or with a plain kill.
        for (Signal signal : List.of(Signal.HUP, Signal.INT, Signal.TERM)) {
            sun.misc.Signal.handle(new sun.misc.Signal(signal.name()), received -> raise(signal));
        }
    }

    /** The signal that came first, if any has come. */
    public synchronized Optional<Signal> signal() {
        return first;
    }

    /**
     * Returns if no signal has come.
     *
     * @throws Interrupted if one has
     */
    public void check() {
        signal().ifPresent(signal -> {
            throw new Interrupted(signal);
        });
    }

    /**
     * Waits; a signal ends that.
     *
     * @return whether all of the time has passed without a signal
     */
    public synchronized boolean pause(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toMillis(); left > 0 && first.isEmpty(); left = millisUntil(deadline)) {
                wait(left);
            }
        } catch (InterruptedException e) {
            throw HostException.interrupted(e, "stopped-waiting-for-another");
        }
        return first.isEmpty();
    }

    private static long millisUntil(long deadline) {
        return (deadline - System.nanoTime() + 999_999) / 1_000_000;
    }

    /** Tells {@code listener} of every signal until the result is closed; at once if there has been one already. */
    public Registration tell(Listener listener) {
        Optional<Signal> before;
        synchronized (this) {
            List<Listener> more = new ArrayList<>(listeners);
            more.add(listener);
            listeners = List.copyOf(more);
            before = first;
        }
        before.ifPresent(signal -> new Thread(() -> listener.signalled(signal, false), "signal").start());
        return () -> {
            synchronized (this) {
                List<Listener> rest = new ArrayList<>(listeners);
                rest.remove(listener);
                listeners = List.copyOf(rest);
            }
        };
    }

    /** Ends what {@link #tell} began. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes note of a signal. The JVM calls this on a new thread for each; a test may, too. */
    public void raise(Signal signal) {
        boolean again;
        List<Listener> told;
        synchronized (this) {
            again = first.isPresent();
            first = first.or(() -> Optional.of(signal));
            told = listeners;
            notifyAll();
        }
        told.forEach(listener -> listener.signalled(signal, again));
    }
}
