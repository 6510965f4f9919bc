package jocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of blobs. */
class DigestTest {
    private static final String HEX = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void a_text_has_the_digest_that_everybody_else_finds() {
        assertEquals(new Digest(HEX), Digest.of("abc"));
    }

    @Test
    void it_is_written_as_it_is_read() {
        assertEquals(Optional.of(new Digest(HEX)), Digest.find("sha256:" + HEX));
        assertEquals("sha256:" + HEX, new Digest(HEX).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256:",
                HEX,
                "sha512:" + HEX,
                "sha256:" + HEX + "0",
                "sha256:" + HEX + "\n",
                "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "sha256:../../../../../../../../../../../../../../../../../../etc/passwd",
                "sha256: a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            })
    void what_has_another_form_is_none(String text) {
        assertEquals(Optional.empty(), Digest.find(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "sha256:" + HEX})
    void none_is_made_of_anything_but_64_digits(String hex) {
        assertThrows(IllegalArgumentException.class, () -> new Digest(hex));
    }
}
