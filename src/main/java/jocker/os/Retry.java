package jocker.os;

import java.time.Duration;
import java.util.function.Supplier;
import jocker.text.LazyPattern;

/** Tries again what failed for a reason that may pass, a few times, and each time after a longer pause. */
public final class Retry {
    private static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(50);

    /** What programs say when a server or the way to it is at fault, and may be well a moment later. */
    private static final LazyPattern MAY_PASS = new LazyPattern(
            "(?is).*((HTTP status:|from registry) 5[0-9][0-9]|\\bEOF\\b|connection reset"
                    + "|broken pipe|i/o timeout|handshake timeout|timeout awaiting|deadline exceeded|temporary failure|too ?many ?requests|has brought nothing).*");

    private final Cancellation interruption;

    /** Retries that a signal ends. */
    public Retry(Cancellation interruption) {
        this.interruption = interruption;
    }

    /**
     * Does something.
     *
     * @throws HostException if it fails for a reason that stays, or too often, or a signal has come
     */
    public <T> T of(Supplier<T> work) {
        Duration pause = FIRST_PAUSE;
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (HostException e) {
                if (tries == TRIES || !MAY_PASS.matcher(e.getMessage()).matches() || !isOver(pause)) {
                    throw e;
                }
                pause = pause.multipliedBy(2);
            }
        }
    }

    /** Waits; whether no signal has ended that. */
    private boolean isOver(Duration pause) {
        long deadline = System.nanoTime() + pause.toNanos();
        try {
            while (System.nanoTime() < deadline && interruption.signal().isEmpty()) {
                Thread.sleep(POLL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return interruption.signal().isEmpty();
    }
}
