package jocker.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jocker.os.HostException;
import org.junit.jupiter.api.Test;

/** What is inside what, out of {@code btrfs subvolume list}. */
class SubvolumesTest {
    private static final String LISTING = """
            ID 256 gen 10 top level 5 path img_42002
            ID 257 gen 11 top level 5 path ps_42003
            ID 258 gen 12 top level 257 path ps_42003/a
            ID 259 gen 13 top level 258 path ps_42003/a/b c
            """;

    @Test
    void each_stands_before_the_one_it_is_in() {
        assertEquals(List.of(259L, 258L), Subvolumes.parse(LISTING).inside(257));
        assertEquals(List.of(), Subvolumes.parse(LISTING).inside(256));
        assertTrue(Subvolumes.parse("").isEmpty());
    }

    @Test
    void a_name_that_passes_itself_off_as_a_line_is_found_out() {
        String forged = LISTING + "ID 260 gen 14 top level 257 path ps_42003/x\nID 256 gen 1 top level 257 path y\n";

        assertThrows(HostException.class, () -> Subvolumes.parse(forged));
    }
}
