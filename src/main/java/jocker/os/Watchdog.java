package jocker.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Ends a process that has brought nothing for too long. */
final class Watchdog {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Action.Fetch fetch;
    private final LongConsumer told;
    private volatile boolean bitten;

    /**
     * A watchdog.
     *
     * @param told is told every now and then how many bytes there are
     */
    Watchdog(Action.Fetch fetch, LongConsumer told) {
        this.fetch = fetch;
        this.told = told;
    }

    /** Watches a process until it ends. */
    void watch(Process process) {
        Thread thread = new Thread(() -> guard(process), "watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether it has ended the process. */
    boolean hasBitten() {
        return bitten;
    }

    private void guard(Process process) {
        long before = bytes();
        long last = -1;
        long since = System.nanoTime();
        try {
            while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                long now = bytes();
                if (now != last) {
                    last = now;
                    since = System.nanoTime();
                    told.accept(now - before);
                } else if (System.nanoTime() - since > fetch.patience().toNanos()) {
                    bitten = true;
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long bytes() {
        return fetch.places().stream().mapToLong(Watchdog::bytes).sum();
    }

    private static long bytes(Path place) {
        try (Stream<Path> files = Files.exists(place) ? Files.list(place) : Stream.empty()) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // It has just gone.
        }
    }
}
