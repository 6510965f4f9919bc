package jocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import jocker.os.Argv;
import jocker.os.Cancellation;
import jocker.os.HostException;
import jocker.os.Signal;
import jocker.text.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again, and what is not. */
class RetryTest {
    private static final Argv COPY = Argv.of("skopeo copy");

    private final Cancellation cancellation = new Cancellation();

    /** Work that fails each time it is done; the failures are counted. */
    private static Supplier<String> failing(HostException failure, List<HostException> failures) {
        return () -> {
            failures.add(failure);
            throw failure;
        };
    }

    private static HostException exited(String said) {
        return HostException.exited(COPY, 1, said);
    }

    @Test
    void what_succeeds_is_done_once() {
        List<String> done = new ArrayList<>();

        String result = new Retry(cancellation).of(() -> {
            done.add("asked");
            return "answer";
        });

        assertEquals("answer", result);
        assertEquals(List.of("asked"), done);
    }

    @Test
    void what_fails_for_a_passing_reason_is_tried_again_a_second_later() {
        List<Long> tries = new ArrayList<>();

        String result = new Retry(cancellation).of(() -> {
            tries.add(System.nanoTime());
            if (tries.size() == 1) {
                throw exited("received unexpected HTTP status: 503 Service Unavailable");
            }
            return "answer";
        });

        assertEquals("answer", result);
        assertEquals(2, tries.size());
        long millis = Duration.ofNanos(tries.get(1) - tries.get(0)).toMillis();
        assertTrue(millis >= 1000, "it was tried again after " + millis + " ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifest unknown",
                "received unexpected HTTP status: 404 Not Found",
                "unauthorized: authentication required",
                "x509: certificate signed by unknown authority",
                "no such host",
                ""
            })
    void what_fails_for_a_reason_that_stays_is_not_tried_again(String said) {
        List<HostException> failures = new ArrayList<>();
        HostException failure = exited(said);

        HostException e =
                assertThrows(HostException.class, () -> new Retry(cancellation).of(failing(failure, failures)));

        assertSame(failure, e);
        assertEquals(List.of(failure), failures);
    }

    @Test
    void a_full_disk_does_not_pass_whatever_else_is_said() {
        List<HostException> failures = new ArrayList<>();
        HostException failure = exited("unexpected EOF; write /x: no space left on device");

        assertThrows(HostException.class, () -> new Retry(cancellation).of(failing(failure, failures)));

        assertEquals(List.of(failure), failures);
    }

    @Test
    void words_in_a_message_decide_nothing_if_no_command_has_said_them() {
        List<HostException> failures = new ArrayList<>();
        HostException failure = new HostException(Message.verbatim("connection reset"));

        assertThrows(HostException.class, () -> new Retry(cancellation).of(failing(failure, failures)));

        assertEquals(List.of(failure), failures);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "received unexpected HTTP status: 503 Service Unavailable",
                "invalid status code from registry 502 (Bad Gateway)",
                "unexpected EOF",
                "read: connection reset by peer",
                "dial tcp: i/o timeout",
                "net/http: TLS handshake timeout",
                "context deadline exceeded",
                "Temporary failure in name resolution",
                "toomanyrequests: You have reached your pull rate limit",
                "429 Too Many Requests"
            })
    void a_signal_ends_the_pause_after_a_passing_reason(String said) {
        List<HostException> failures = new ArrayList<>();
        HostException failure = exited(said);
        List<Thread> signals = new ArrayList<>();

        HostException e = assertTimeout(
                Duration.ofMillis(900),
                () -> assertThrows(
                        HostException.class,
                        () -> new Retry(cancellation).of(() -> {
                            signals.add(raiseSoon());
                            return failing(failure, failures).get();
                        })));

        assertSame(failure, e);
        assertEquals(List.of(failure), failures);
        assertEquals(1, signals.size());
    }

    /** Raises a signal once the calling thread waits. */
    private Thread raiseSoon() {
        Thread waiting = Thread.currentThread();
        Thread thread = new Thread(
                () -> {
                    while (waiting.getState() != Thread.State.TIMED_WAITING) {
                        Thread.onSpinWait();
                    }
                    cancellation.raise(Signal.TERM);
                },
                "signal");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
