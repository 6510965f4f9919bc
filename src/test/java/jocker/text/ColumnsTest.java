package jocker.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Text on a terminal. */
class ColumnsTest {
    @Test
    void a_character_of_the_far_east_takes_two_columns() {
        assertEquals(3, Columns.width("abc"));
        assertEquals(10, Columns.width("コンテナを"));
        assertEquals(6, Columns.width("（x）x"));
        assertEquals("状態  |", Columns.pad("状態", 6) + "|");
    }

    @Test
    void lines_are_broken_at_blanks_and_between_wide_characters_and_lose_nothing() {
        assertEquals(List.of("one two", "three"), Columns.wrap("one two three", 8));
        assertEquals(List.of("コンテナ", "を起動"), Columns.wrap("コンテナを起動", 9));
        // No line begins with a full stop.
        assertEquals(List.of("コンテ", "ナ。"), Columns.wrap("コンテナ。", 8));
        String text = Texts.JAPANESE.say("step.start.explained");
        assertEquals(
                text.replace(" ", ""), String.join("", Columns.wrap(text, 40)).replace(" ", ""));
        assertTrue(Columns.wrap(text, 40).stream().allMatch(line -> Columns.width(line) <= 40));
    }

    @Test
    void columns_are_as_wide_as_their_widest_text() {
        assertEquals(List.of("名前  x", "a     y"), Columns.align(List.of(List.of("名前", "x"), List.of("a", "y"))));
    }
}
