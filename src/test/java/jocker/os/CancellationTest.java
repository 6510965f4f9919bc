package jocker.os;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The signals that ask jocker to stop. */
class CancellationTest {
    private final Cancellation cancellation = new Cancellation();
    private final List<String> heard = new ArrayList<>();

    private void hear(Signal signal, boolean again) {
        heard.add(signal + (again ? " again" : ""));
    }

    @Test
    void before_a_signal_nothing_is_interrupted() {
        assertEquals(Optional.empty(), cancellation.signal());
        assertDoesNotThrow(cancellation::check);
    }

    @Test
    void the_first_signal_is_remembered_whatever_comes_after_it() {
        cancellation.raise(Signal.TERM);
        cancellation.raise(Signal.INT);

        Cancellation.Interrupted e = assertThrows(Cancellation.Interrupted.class, cancellation::check);

        assertEquals(Optional.of(Signal.TERM), cancellation.signal());
        assertEquals(Signal.TERM, e.signal());
        assertEquals("interrupted by SIGTERM", e.getMessage());
    }

    @Test
    void a_listener_is_told_of_every_signal_and_which_is_the_first() {
        try (Cancellation.Registration told = cancellation.tell(this::hear)) {
            cancellation.raise(Signal.INT);
            cancellation.raise(Signal.INT);
            cancellation.raise(Signal.TERM);
        }

        assertEquals(List.of("INT", "INT again", "TERM again"), heard);
    }

    @Test
    void all_listeners_are_told_until_they_are_closed() {
        List<Signal> others = new ArrayList<>();
        Cancellation.Registration one = cancellation.tell(this::hear);
        Cancellation.Registration other = cancellation.tell((signal, again) -> others.add(signal));

        cancellation.raise(Signal.INT);
        one.close();
        cancellation.raise(Signal.TERM);
        other.close();
        cancellation.raise(Signal.HUP);

        assertEquals(List.of("INT"), heard);
        assertEquals(List.of(Signal.INT, Signal.TERM), others);
    }

    @Test
    void a_listener_may_take_itself_off_while_it_is_told() {
        List<Cancellation.Registration> own = new ArrayList<>();
        own.add(cancellation.tell((signal, again) -> {
            hear(signal, again);
            own.get(0).close();
        }));

        cancellation.raise(Signal.INT);
        cancellation.raise(Signal.TERM);

        assertEquals(List.of("INT"), heard);
    }

    @Test
    void who_begins_to_listen_after_a_signal_is_told_of_it_at_once() throws InterruptedException {
        cancellation.raise(Signal.TERM);
        BlockingQueue<String> told = new LinkedBlockingQueue<>();

        try (Cancellation.Registration late =
                cancellation.tell((signal, again) -> told.add(signal + (again ? " again" : "")))) {
            assertEquals("TERM", told.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void a_pause_without_a_signal_lasts_its_time() {
        long before = System.nanoTime();

        boolean passed = cancellation.pause(Duration.ofMillis(5));

        assertTrue(passed, "there was no signal");
        assertTrue(System.nanoTime() - before >= 5_000_000, "the pause was too short");
    }

    @Test
    void after_a_signal_there_is_no_pause() {
        cancellation.raise(Signal.TERM);

        boolean passed =
                assertTimeoutPreemptively(Duration.ofSeconds(10), () -> cancellation.pause(Duration.ofDays(1)));

        assertFalse(passed, "a signal has come");
    }

    @Test
    void a_signal_ends_a_pause() {
        boolean passed = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            Thread pausing = Thread.currentThread();
            Thread signal = new Thread(() -> {
                while (pausing.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
                cancellation.raise(Signal.INT);
            });
            signal.start();
            return cancellation.pause(Duration.ofDays(1));
        });

        assertFalse(passed, "a signal has come");
    }

    @Test
    void a_pause_that_another_thread_interrupts_is_given_up() {
        Thread.currentThread().interrupt();

        HostException e = assertThrows(HostException.class, () -> cancellation.pause(Duration.ofDays(1)));

        assertTrue(Thread.interrupted(), "the thread's flag is set again");
        assertEquals(HostException.Kind.OTHER, e.kind());
    }
}
