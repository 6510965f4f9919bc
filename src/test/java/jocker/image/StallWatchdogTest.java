package jocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jocker.os.ScriptedChild;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a process that brings nothing. */
class StallWatchdogTest {
    @TempDir
    private Path directory;

    private final Bytes bytes = new Bytes();

    /** A process that does a thing each time it is looked at; it ends when all is done, or it is killed. */
    private static final class Busy extends ScriptedChild {
        private final Deque<Runnable> work;
        private final AtomicInteger kills = new AtomicInteger();
        private final CountDownLatch ended = new CountDownLatch(1);

        Busy(Runnable... work) {
            super("", 0);
            this.work = new ArrayDeque<>(List.of(work));
        }

        @Override
        public boolean hasEnded(Duration patience) {
            Runnable next = work.poll();
            if (next == null || kills.get() > 0) {
                ended.countDown();
                return true;
            }
            next.run();
            return false;
        }

        @Override
        public void kill() {
            kills.incrementAndGet();
        }

        void awaitEnd() throws InterruptedException {
            assertTrue(ended.await(10, TimeUnit.SECONDS), "the watchdog does not look at the process");
        }
    }

    private Runnable write(String file, String text) {
        return () -> {
            try {
                Files.writeString(directory.resolve(file), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Test
    void it_tells_what_has_come_since_it_began_in_all_places() throws Exception {
        Files.createDirectories(directory.resolve("one"));
        Files.createDirectories(directory.resolve("two"));
        Files.writeString(directory.resolve("one/old"), "from before");
        List<Path> places = List.of(directory.resolve("one"), directory.resolve("two"), directory.resolve("nosuch"));
        StallWatchdog watchdog = new StallWatchdog(places, Duration.ofDays(1), bytes::fetched);
        Busy process = new Busy(write("one/a", "12345"), () -> {}, write("two/b", "123"));

        watchdog.watch(process);
        process.awaitEnd();

        assertEquals(List.of(5L, 8L), bytes.told());
        assertFalse(watchdog.hasBitten(), "the process has brought something");
        assertEquals(0, process.kills.get());
    }

    @Test
    void a_process_that_brings_nothing_for_too_long_is_killed() throws Exception {
        StallWatchdog watchdog = new StallWatchdog(List.of(directory), Duration.ZERO, bytes::fetched);
        Busy process = new Busy(write("a", "12345"), () -> {}, write("b", "too late"));

        watchdog.watch(process);
        process.awaitEnd();

        assertTrue(watchdog.hasBitten(), "the process has brought nothing");
        assertEquals(1, process.kills.get());
        assertEquals(List.of(5L), bytes.told());
    }

    @Test
    void a_process_that_ends_at_once_is_left_alone() throws Exception {
        StallWatchdog watchdog = new StallWatchdog(List.of(directory), Duration.ZERO, bytes::fetched);
        Busy process = new Busy();

        watchdog.watch(process);
        process.awaitEnd();

        assertFalse(watchdog.hasBitten(), "it has ended by itself");
        assertEquals(0, process.kills.get());
        assertEquals(List.of(), bytes.told());
    }
}
