package jocker.os;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import jocker.text.Message;

/** What a process says on one of its outputs, read while something else is done, so that it never has to wait. */
final class StreamCollector {
    private final Thread listener;
    private volatile String text = "";

    /** Begins to listen; the first {@code limit} bytes are kept. */
    StreamCollector(InputStream words, int limit) {
        listener = new Thread(() -> text = hear(words, limit), "listener");
        listener.start();
    }

    /** What has been said, all in all: waits until the process has closed that output. */
    String text() {
        try {
            listener.join();
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(Message.of("stopped-listening-to-a"), e);
        }
    }

    /** Reads to the end, at once; with a small buffer, as most commands say little, and a run has dozens of them. */
    static String hear(InputStream words, int limit) {
        try (words) {
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            byte[] buffer = new byte[1024];
            for (int length = words.read(buffer); length >= 0; length = words.read(buffer)) {
                heard.write(buffer, 0, Math.min(length, limit - heard.size()));
            }
            return heard.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-read-what-a", LinuxHost.describe(e)), e);
        }
    }
}
