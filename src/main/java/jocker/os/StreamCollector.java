package jocker.os;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Collects what a process says on one of its outputs while something else is done, so that it never has to wait. */
public final class StreamCollector {
    private final Thread listener;
    private volatile String text = "";

    /** Begins to read; the first {@code limit} bytes are kept. */
    public StreamCollector(InputStream words, int limit) {
        listener = new Thread(() -> text = collect(words, limit), "listener");
        listener.start();
    }

    /** What has been said, all in all: waits until the process has closed that output. */
    public String text() {
        try {
            listener.join();
            return text;
        } catch (InterruptedException e) {
            throw HostException.interrupted(e, "stopped-listening-to-a");
        }
    }

    /** Reads to the end, at once; with a small buffer, as most commands say little, and a run has dozens of them. */
    public static String collect(InputStream words, int limit) {
        try (words) {
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            byte[] buffer = new byte[1024];
            for (int length = words.read(buffer); length >= 0; length = words.read(buffer)) {
                heard.write(buffer, 0, Math.min(length, limit - heard.size()));
            }
            return heard.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw HostException.of(e, "cannot-read-what-a");
        }
    }
}
