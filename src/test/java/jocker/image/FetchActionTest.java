package jocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import jocker.os.Argv;
import jocker.os.HostException;
import jocker.os.ScriptedChild;
import jocker.os.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something that a host command fetches. */
class FetchActionTest {
    private static final Argv COPY = Argv.of("skopeo copy {}", "docker://a b");

    @TempDir
    private Path place;

    private final ScriptedHost host = new ScriptedHost();
    private final Bytes bytes = new Bytes();

    private FetchAction action(Duration patience) {
        return new FetchAction(COPY, List.of(place), patience);
    }

    /** A process that brings nothing until it is killed. */
    private static final class Stalled extends ScriptedChild {
        private final CountDownLatch killed = new CountDownLatch(1);

        Stalled() {
            super("", 137);
        }

        @Override
        public boolean hasEnded(Duration patience) {
            return killed.getCount() == 0;
        }

        @Override
        public void kill() {
            killed.countDown();
        }

        @Override
        public int await() {
            try {
                killed.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return super.await();
        }
    }

    @Test
    void it_is_shown_as_its_command() {
        assertEquals("skopeo copy 'docker://a b'", action(Duration.ofDays(1)).shellLine());
        assertEquals(List.of("skopeo"), action(Duration.ofDays(1)).programs());
    }

    @Test
    void a_command_that_ends_with_0_is_started_once() {
        host.child("Copying blob\n", 0, argv -> {});

        int status = action(Duration.ofDays(1)).perform(host, bytes);

        assertEquals(0, status);
        assertEquals(List.of("skopeo copy 'docker://a b'"), host.done());
    }

    @Test
    void a_command_that_fails_for_good_is_told_with_what_it_says() {
        host.child("manifest unknown\n", 1, argv -> {});

        HostException e = assertThrows(
                HostException.class, () -> action(Duration.ofDays(1)).perform(host, bytes));

        assertEquals("\"skopeo copy 'docker://a b'\" exited 1: manifest unknown", e.getMessage());
        assertEquals(HostException.Kind.EXITED, e.kind());
        assertEquals(List.of("skopeo copy 'docker://a b'"), host.done());
    }

    @Test
    void a_signal_keeps_it_from_being_tried_again() {
        host.child(
                "read: connection reset by peer\n",
                1,
                argv -> host.cancellation().raise(Signal.TERM));

        HostException e = assertThrows(
                HostException.class, () -> action(Duration.ofDays(1)).perform(host, bytes));

        assertEquals("\"skopeo copy 'docker://a b'\" exited 1: read: connection reset by peer", e.getMessage());
        assertEquals(List.of("skopeo copy 'docker://a b'"), host.done());
    }

    @Test
    void a_command_that_brings_nothing_is_killed_and_that_is_told() throws Exception {
        Files.writeString(place.resolve("blob"), "from before");
        host.next(new Stalled());
        host.effect("skopeo", argv -> host.cancellation().raise(Signal.TERM));

        HostException e =
                assertThrows(HostException.class, () -> action(Duration.ZERO).perform(host, bytes));

        assertEquals(HostException.Kind.STALLED, e.kind());
        assertEquals("\"skopeo copy 'docker://a b'\" has brought nothing for 0 s", e.getMessage());
        assertEquals(OptionalInt.of(137), e.status());
        assertEquals(List.of(0L), bytes.told());
    }
}
