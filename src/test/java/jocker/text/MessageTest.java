package jocker.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.MissingResourceException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Something to say, and failures that say it. */
class MessageTest {
    @Test
    void it_does_not_change_with_the_list_that_its_arguments_came_in() {
        List<Object> arguments = new ArrayList<>(List.of("x"));
        Message message = new Message("cannot-write-the-log", arguments);

        arguments.set(0, "y");

        assertEquals(Message.of("cannot-write-the-log", "x"), message);
    }

    @Test
    void what_is_the_same_in_every_language_is_said_as_it_is() {
        Message message = Message.verbatim("{0} $1 %s");

        assertEquals("{0} $1 %s", Texts.ENGLISH.say(message));
        assertEquals("{0} $1 %s", Texts.JAPANESE.say(message));
    }

    @Test
    void a_key_without_a_text_is_a_mistake_of_the_program() {
        assertThrows(MissingResourceException.class, () -> Texts.ENGLISH.say("no-such-key"));
        assertFalse(Texts.ENGLISH.has("no-such-key"), "it has no text");
        assertTrue(Texts.ENGLISH.has("verbatim"), "it has a text");
    }

    @Test
    void only_english_and_japanese_are_spoken() {
        assertEquals(Optional.of(Texts.ENGLISH), Texts.named("en"));
        assertEquals(Optional.of(Texts.JAPANESE), Texts.named("ja"));
        assertEquals(Optional.empty(), Texts.named("de"));
    }

    @Test
    void a_refusal_in_jockers_words_is_told_in_english_to_who_asks_for_no_language() {
        Message message = Message.of("the-log-is-incomplete", "full");

        UserException e = new UserException(message);

        assertSame(message, e.message());
        assertEquals("the log is incomplete: full", e.getMessage());
        assertFalse(e.isBockers(), "they are not bocker's words");
    }

    @Test
    void a_refusal_in_bockers_words_is_kept_to_the_letter() {
        UserException e = UserException.inBockersWords("No image named '{0}' exists");

        assertEquals("No image named '{0}' exists", e.getMessage());
        assertEquals("No image named '{0}' exists", Texts.JAPANESE.say(e.message()));
        assertTrue(e.isBockers(), "they are bocker's words");
    }

    @Test
    void a_wrong_usage_says_what_would_be_right() {
        UsageException e = new UsageException(Message.of("is-no-platform-such", "x"));

        assertEquals("'x' is no platform, such as linux/amd64", e.getMessage());
    }
}
