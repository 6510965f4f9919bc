package jocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an image runs on. */
class PlatformTest {
    private static Platform platform(String text) {
        return Platform.find(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"linux/amd64, linux, amd64, ''", "linux/arm/v7, linux, arm, v7", "linux/386, linux, 386, ''"})
    void it_is_written_as_it_is_read(String text, String os, String architecture, String variant) {
        assertEquals(new Platform(os, architecture, variant), platform(text));
        assertEquals(text, platform(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "linux", "linux/", "/amd64", "linux/arm/", "linux/arm/v7/x", "Linux/amd64", "a b/c", "a/b\n"
            })
    void what_has_another_form_is_none(String text) {
        assertEquals(Optional.empty(), Platform.find(text));
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux/amd64, true",
        "linux/arm, linux/arm/v7, true",
        "linux/arm/v7, linux/arm/v7, true",
        "linux/arm/v7, linux/arm/v6, false",
        "linux/arm/v7, linux/arm, false",
        "linux/amd64, linux/arm64, false",
        "linux/amd64, windows/amd64, false"
    })
    void an_image_for_the_same_is_accepted(String wanted, String image, boolean accepted) {
        assertEquals(accepted, platform(wanted).accepts(platform(image)));
    }

    @ParameterizedTest
    @CsvSource({
        "linux, amd64, linux/amd64, false",
        "linux, arm64, linux/amd64, true",
        "windows, amd64, linux/amd64, true",
        "'', '', linux/amd64, false",
        "linux, '', linux/amd64, false",
        "'', arm64, linux/amd64, true"
    })
    void an_image_that_does_not_say_contradicts_nobody(
            String os, String architecture, String wanted, boolean contradicts) {
        assertEquals(contradicts, new Platform(os, architecture, "").contradicts(platform(wanted)));
    }

    @Test
    void the_hosts_own_has_gos_name() {
        Platform own = Platform.own();

        assertEquals("linux", own.os());
        assertEquals(false, List.of("x86_64", "aarch64", "i386").contains(own.architecture()), own.toString());
        assertEquals(Optional.of(own), Platform.find(own.toString()));
    }
}
