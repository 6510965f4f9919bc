package jocker.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions, as tools tell them. */
class ToolVersionTest {
    @ParameterizedTest
    @CsvSource({
        "unshare from util-linux 2.38.1, 2, 38",
        "btrfs-progs v6.2, 6, 2",
        "'ip utility, iproute2-6.1.0, libbpf 1.1.0', 6, 1",
        "'*** Zstandard CLI (64-bit) v1.5.4, by Yann Collet ***', 1, 5",
        "cp (GNU coreutils) 9.10, 9, 10"
    })
    void the_first_version_in_a_line_is_found(String line, int major, int minor) {
        assertEquals(Optional.of(new ToolVersion(major, minor)), ToolVersion.find(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "iproute2", "version 7", "."})
    void a_line_without_a_version_has_none(String line) {
        assertEquals(Optional.empty(), ToolVersion.find(line));
    }

    @ParameterizedTest
    @CsvSource({"5, 7, 5, 10", "5, 7, 6, 0", "1, 99, 2, 0"})
    void versions_are_compared_by_number(int major, int minor, int newerMajor, int newerMinor) {
        ToolVersion older = new ToolVersion(major, minor);
        ToolVersion newer = new ToolVersion(newerMajor, newerMinor);

        assertTrue(older.compareTo(newer) < 0, older + " is older than " + newer);
        assertTrue(newer.compareTo(older) > 0, newer + " is newer than " + older);
    }

    @Test
    void a_version_is_as_old_as_itself_and_is_shown_with_a_dot() {
        assertEquals(0, new ToolVersion(5, 7).compareTo(new ToolVersion(5, 7)));
        assertEquals("5.7", new ToolVersion(5, 7).toString());
    }
}
