package jocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A container's output on its way. */
class OutputTeeTest {
    private final ByteArrayOutputStream caller = new ByteArrayOutputStream();
    private final ByteArrayOutputStream one = new ByteArrayOutputStream();
    private final ByteArrayOutputStream other = new ByteArrayOutputStream();

    /** Output that comes in small pieces. */
    private static InputStream output(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 100));
            }
        };
    }

    /** A place that takes so many pieces, and no more. */
    private static OutputStream takes(int pieces, ByteArrayOutputStream place) {
        return new OutputStream() {
            private int left = pieces;

            @Override
            public void write(int octet) {
                place.write(octet);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                if (left-- <= 0) {
                    throw new IOException("No space left on device");
                }
                place.write(buffer, offset, length);
            }
        };
    }

    private static String text(ByteArrayOutputStream place) {
        return place.toString(StandardCharsets.UTF_8);
    }

    private static OutputTee said(String text) throws IOException {
        OutputTee tee = new OutputTee(List.of(OutputStream.nullOutputStream()));
        tee.copy(output(text));
        return tee;
    }

    @Test
    void all_that_is_said_goes_to_the_caller_and_to_the_logs() throws IOException {
        String text = "日本語\n".repeat(200);

        Optional<IOException> failure = new OutputTee(List.of(caller, one, other)).copy(output(text));

        assertEquals(Optional.empty(), failure);
        assertEquals(text, text(caller));
        assertEquals(text, text(one));
        assertEquals(text, text(other));
    }

    @Test
    void a_log_that_is_full_does_not_keep_the_caller_from_hearing_the_rest() throws IOException {
        String text = "x".repeat(1000);

        Optional<IOException> failure = new OutputTee(List.of(caller, takes(2, one), other)).copy(output(text));

        assertEquals("No space left on device", failure.orElseThrow().getMessage());
        assertEquals(text, text(caller));
        assertEquals("x".repeat(200), text(one));
    }

    @Test
    void a_caller_who_has_gone_ends_the_output_as_in_any_pipe() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'y';
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };

        Optional<IOException> failure = new OutputTee(List.of(takes(1, caller), one)).copy(endless);

        assertEquals(Optional.empty(), failure);
        assertTrue(closed.get(), "the container's next write does not end it");
        assertEquals(text(caller), text(one));
    }

    @Test
    void the_end_of_what_was_said_is_kept_however_long_it_was() throws IOException {
        assertEquals("", said("").tail());
        assertEquals("short", said("short").tail());
        assertEquals("x".repeat(1024), said("x".repeat(1024)).tail());
        assertEquals(
                "a".repeat(1017) + "the end", said("a".repeat(5000) + "the end").tail());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 'unshare: sigprocmask unblock failed: Invalid argument|', 137",
        "1, 'out|unshare: sigprocmask unblock failed: 無効な引数です|', 137",
        "1, 'unshare: sigprocmask unblock failed: Invalid argument|more|', 1",
        "1, 'x unshare: sigprocmask unblock failed: Invalid argument|', 1",
        "1, 'unshare: sigprocmask unblock failed: Invalid argument', 1",
        "1, 'something else|', 1",
        "2, 'unshare: sigprocmask unblock failed: Invalid argument|', 2",
        "0, '', 0",
        "143, '', 143"
    })
    void an_old_unshare_whose_child_was_killed_stands_for_sigkill(int exited, String text, int status)
            throws IOException {
        assertEquals(status, said(text.replace('|', '\n')).statusOf(exited));
    }

    @ParameterizedTest
    @CsvSource({
        "'chroot: failed to run command ''/bin/sh'': No such file or directory|', true",
        "'x|chroot: failed to run command ''/bin/sh'': Permission denied|', true",
        "'chroot: failed to run command ''/bin/sh'': x|more|', false",
        "'x chroot: failed to run command ''/bin/sh'': x|', false",
        "'chroot: cannot change root directory to ''/x'': No such file or directory|', false",
        "'', false"
    })
    void what_chroot_says_last_tells_that_the_image_is_to_blame(String text, boolean cannotRun) throws IOException {
        assertEquals(cannotRun, said(text.replace('|', '\n')).saysChrootCannotRun());
    }
}
