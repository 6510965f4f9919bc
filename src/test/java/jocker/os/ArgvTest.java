package jocker.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program and its arguments. */
class ArgvTest {
    @Test
    void a_value_is_part_of_one_word_whatever_it_contains() {
        Argv argv = Argv.of("ip link set {} name x-{}", "a b", "'; rm -rf /");

        assertEquals(List.of("ip", "link", "set", "a b", "name", "x-'; rm -rf /"), argv.words());
        assertEquals("ip", argv.program());
        assertEquals("ip link set 'a b' name 'x-'\\''; rm -rf /'", argv.shellLine());
    }

    @Test
    void further_arguments_come_after_the_others() {
        Argv argv = Argv.of("env -i");

        assertEquals(
                List.of("env", "-i", "A=b c", ""),
                argv.and(List.of("A=b c", "")).words());
        assertEquals(List.of("env", "-i"), argv.words());
    }

    @Test
    void a_command_has_a_program() {
        assertThrows(IllegalArgumentException.class, () -> new Argv(List.of()));
    }

    @Test
    void words_do_not_change_with_the_list_that_they_came_in() {
        List<String> words = new ArrayList<>(List.of("ls"));
        Argv argv = new Argv(words);

        words.add("-l");

        assertEquals(List.of("ls"), argv.words());
    }
}
