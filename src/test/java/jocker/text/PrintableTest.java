package jocker.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Text from outside on its way to a terminal. */
class PrintableTest {
    @Test
    void what_a_terminal_would_obey_is_spelled_out() {
        assertEquals("\\x1b[31mred\\x07\\n\\x9b2J", Printable.visible("\u001b[31mred\u0007\n\u009b2J"));
        assertEquals("\\u202egnp.exe", Printable.visible("\u202egnp.exe"));
    }

    @Test
    void what_a_terminal_shows_stays_as_it_is() {
        assertEquals("echo 'a\tb' \u3042 \\n", Printable.visible("echo 'a\tb' \u3042 \\n"));
    }

    @Test
    void a_long_argument_is_shortened() {
        assertTrue(Printable.shown("x".repeat(10_000)).length() < 250, "a message stays a line");
    }
}
