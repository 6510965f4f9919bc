package jocker.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import jocker.os.Host;

/** Ends a process that has brought nothing for too long. */
final class StallWatchdog {
    private static final Duration POLL = Duration.ofMillis(200);

    private final List<Path> places;
    private final Duration patience;
    private final LongConsumer told;
    private volatile boolean bitten;

    /**
     * A watchdog.
     *
     * @param places the directories in which what the process brings shows as files
     * @param patience how long it may bring nothing
     * @param told is told every now and then how many bytes there are
     */
    StallWatchdog(List<Path> places, Duration patience, LongConsumer told) {
        this.places = places;
        this.patience = patience;
        this.told = told;
    }

    /** Watches a process until it ends. */
    void watch(Host.Child process) {
        Thread thread = new Thread(() -> guard(process), "watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether it has ended the process. */
    boolean hasBitten() {
        return bitten;
    }

    private void guard(Host.Child process) {
        long before = bytes();
        long last = -1;
        long since = System.nanoTime();
        while (!process.hasEnded(POLL)) {
            long now = bytes();
            if (now != last) {
                last = now;
                since = System.nanoTime();
                told.accept(now - before);
            } else if (System.nanoTime() - since > patience.toNanos()) {
                bitten = true;
                process.kill();
            }
        }
    }

    private long bytes() {
        return places.stream().mapToLong(StallWatchdog::bytes).sum();
    }

    private static long bytes(Path place) {
        try (Stream<Path> files = Files.exists(place) ? Files.list(place) : Stream.empty()) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // It has just gone.
        }
    }
}
