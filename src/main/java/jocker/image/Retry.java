package jocker.image;

import java.time.Duration;
import java.util.function.Supplier;
import jocker.os.Cancellation;
import jocker.os.HostException;
import jocker.text.LazyPattern;

/** Tries again what failed for a reason that may pass, a few times, and each time after a longer pause. */
public final class Retry {
    private static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** What skopeo(1) says when a server or the way to it is at fault, and may be well a moment later. */
    private static final LazyPattern PASSING = new LazyPattern(
            "(?i)(HTTP status:|from registry) 5[0-9][0-9]|\\bEOF\\b|connection reset"
                    + "|broken pipe|i/o timeout|handshake timeout|timeout awaiting|deadline exceeded|temporary failure|too ?many ?requests");

    private final Cancellation cancellation;

    /** Retries that a signal ends. */
    public Retry(Cancellation cancellation) {
        this.cancellation = cancellation;
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
                if (tries == TRIES || !mayPass(e) || !cancellation.pause(pause)) {
                    throw e;
                }
                pause = pause.multipliedBy(2);
            }
        }
    }

    private static boolean mayPass(HostException e) {
        return e.kind() == HostException.Kind.STALLED
                || (e.kind() == HostException.Kind.EXITED
                        && PASSING.matcher(e.output()).find());
    }
}
