package jocker.os;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The signals that ask jocker to stop. Without this class the JVM would end at once; with it the first signal is
 * remembered, and whoever does something that takes time asks for it or is told.
 */
public final class Cancellation {
    /** A signal that ends a program, with its number (signal(7)). */
    public enum Signal {
        /** The terminal is gone. */
        HUP(1),
        /** Ctrl-C. */
        INT(2),
        /** A plain {@code kill}. */
        TERM(15);

        private final int number;

        Signal(int number) {
            this.number = number;
        }

        /** The signal's number on Linux. */
        public int number() {
            return number;
        }

        /** What a program ended by this signal is seen to exit with: 128 + n. */
        public int exitStatus() {
            return 128 + number;
        }
    }

    /** Somebody who is told of every signal while it does something that takes time. */
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
     * Starts to listen. A signal that is ignored when jocker starts, as under {@code nohup}, stays ignored: the JVM
     * sees to that.
     */
    public static Cancellation listen() {
        Cancellation interruption = new Cancellation();
        for (Signal signal : Signal.values()) {
            sun.misc.Signal.handle(new sun.misc.Signal(signal.name()), received -> interruption.raise(signal));
        }
        return interruption;
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

    /** Takes note of a signal. The JVM calls this on a new thread for each. */
    void raise(Signal signal) {
        boolean again;
        List<Listener> told;
        synchronized (this) {
            again = first.isPresent();
            first = first.or(() -> Optional.of(signal));
            told = listeners;
        }
        told.forEach(listener -> listener.signalled(signal, again));
    }
}
