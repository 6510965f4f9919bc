package jocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The digest of a stream. */
class Sha256Test {
    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({
        "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, 0",
        "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad, 3",
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
                + " 248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1, 56"
    })
    void it_is_that_of_the_standards_examples(String text, String hex, long bytes) throws IOException {
        assertEquals(new Sha256(hex, bytes), Sha256.of(stream(text)));
    }

    @Test
    void what_a_reader_takes_skips_or_leaves_counts_all_the_same() throws IOException {
        String text = "0123456789".repeat(10_000);
        Sha256.Reading reading = new Sha256.Reading(stream(text));

        assertEquals('0', reading.read());
        assertEquals(2, reading.read(new byte[2]));
        assertEquals(90_000, skip(reading, 90_000));
        assertEquals('3', reading.read());
        Sha256 sum = reading.finish();

        assertEquals(Sha256.of(stream(text)), sum);
        assertEquals(100_000, sum.bytes());
        assertEquals(-1, reading.read());
    }

    private static long skip(Sha256.Reading reading, long wanted) throws IOException {
        long left = wanted;
        for (long skipped = reading.skip(left); skipped > 0; skipped = reading.skip(left)) {
            left -= skipped;
        }
        return wanted - left;
    }

    @Test
    void nothing_can_be_read_twice() {
        assertFalse(new Sha256.Reading(stream("abc")).markSupported(), "a second reading would count twice");
    }
}
