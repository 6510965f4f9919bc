package jocker.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a process says. */
class StreamCollectorTest {
    private static InputStream words(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void all_of_it_is_kept_up_to_the_limit() {
        assertEquals("日本語", StreamCollector.collect(words("日本語"), 100));
        assertEquals("x".repeat(5000), StreamCollector.collect(words("x".repeat(9000)), 5000));
        assertEquals("", StreamCollector.collect(words("x"), 0));
    }

    @Test
    void it_is_read_to_its_end_beyond_the_limit_and_closed() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream words = new ByteArrayInputStream(new byte[5000]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        StreamCollector.collect(words, 1);

        assertEquals(-1, words.read(), "a process that is not read waits for ever");
        assertTrue(closed.get(), "the stream is left open");
    }

    @Test
    void a_stream_that_fails_is_told_with_the_reason() {
        InputStream words = new ByteArrayInputStream(new byte[0]) {
            @Override
            public int read(byte[] buffer) throws IOException {
                throw new IOException("Input/output error");
            }
        };

        HostException e = assertThrows(HostException.class, () -> StreamCollector.collect(words, 100));

        assertEquals("cannot read what a command says: Input/output error", e.getMessage());
        assertEquals(HostException.Kind.FILE, e.kind());
    }

    @Test
    void it_is_read_while_something_else_is_done() throws IOException {
        PipedOutputStream process = new PipedOutputStream();
        StreamCollector collector = new StreamCollector(new PipedInputStream(process, 16), 100);

        process.write("more than the pipe holds, ".repeat(10).getBytes(StandardCharsets.UTF_8));
        process.close();

        assertEquals("more than the pipe holds, ".repeat(10).substring(0, 100), collector.text());
    }

    @Test
    void who_is_interrupted_while_listening_is_told() throws IOException {
        try (PipedOutputStream process = new PipedOutputStream()) {
            StreamCollector collector = new StreamCollector(new PipedInputStream(process), 100);
            Thread.currentThread().interrupt();

            HostException e = assertThrows(HostException.class, collector::text);

            assertTrue(Thread.interrupted(), "the thread's flag is set again");
            assertEquals("stopped listening to a command", e.getMessage());
        }
    }
}
