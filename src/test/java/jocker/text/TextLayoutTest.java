package jocker.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Text on a terminal. */
class TextLayoutTest {
    @Test
    void a_character_of_the_far_east_takes_two_columns() {
        assertEquals(3, TextLayout.width("abc"));
        assertEquals(10, TextLayout.width("コンテナを"));
        assertEquals(6, TextLayout.width("（x）x"));
        assertEquals("状態  |", TextLayout.pad("状態", 6) + "|");
    }

    @Test
    void lines_are_broken_at_blanks_and_between_wide_characters_and_lose_nothing() {
        assertEquals(List.of("one two", "three"), TextLayout.wrap("one two three", 8));
        assertEquals(List.of("コンテナ", "を起動"), TextLayout.wrap("コンテナを起動", 9));
        // No line begins with a full stop.
        assertEquals(List.of("コンテ", "ナ。"), TextLayout.wrap("コンテナ。", 8));
        String text = Texts.JAPANESE.say("step.start.explained");
        assertEquals(
                text.replace(" ", ""),
                String.join("", TextLayout.wrap(text, 40)).replace(" ", ""));
        assertTrue(TextLayout.wrap(text, 40).stream().allMatch(line -> TextLayout.width(line) <= 40));
    }

    @Test
    void columns_are_as_wide_as_their_widest_text() {
        assertEquals(List.of("名前  x", "a     y"), TextLayout.align(List.of(List.of("名前", "x"), List.of("a", "y"))));
    }
}
