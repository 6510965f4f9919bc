package jocker.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bundles of texts. */
class TextsTest {
    private static final Pattern PLACE = Pattern.compile("\\{[0-9]\\}");
    private static final Pattern USED =
            Pattern.compile("(?:Message\\.of|say|paragraph)\\(\\s*\"([a-z0-9.-]*[a-z0-9])\"");
    private static final ResourceBundle ENGLISH = Texts.ENGLISH.bundle();
    private static final ResourceBundle JAPANESE = Texts.JAPANESE.bundle();

    @Test
    void both_languages_have_the_same_keys() {
        assertEquals(new TreeSet<>(ENGLISH.keySet()), new TreeSet<>(JAPANESE.keySet()));
        assertTrue(ENGLISH.keySet().size() > 200, "there are texts");
    }

    @Test
    void both_languages_have_the_same_places_in_each_text() {
        for (String key : ENGLISH.keySet()) {
            assertEquals(places(ENGLISH.getString(key)), places(JAPANESE.getString(key)), key);
        }
    }

    @Test
    void japanese_is_japanese() {
        List<String> same = ENGLISH.keySet().stream()
                .filter(key -> ENGLISH.getString(key).equals(JAPANESE.getString(key)))
                .sorted()
                .toList();
        assertEquals(List.of("java", "reason", "verbatim"), same);
    }

    @Test
    void a_step_is_explained_in_one_to_three_sentences() {
        for (String key : ENGLISH.keySet()) {
            if (key.endsWith(".explained")) {
                // A sentence ends before a blank, or with the text; "veth0_..." does neither.
                long english = sentences(ENGLISH.getString(key), "(?<!\\.)\\.(?= |$)");
                long japanese = sentences(JAPANESE.getString(key), "。");
                assertTrue(english >= 1 && english <= 3, key + ": " + english);
                assertTrue(japanese >= 1 && japanese <= 3, key + ": " + japanese);
            }
        }
    }

    private static long sentences(String text, String end) {
        return Pattern.compile(end).matcher(text).results().count();
    }

    @Test
    void every_text_that_the_program_says_is_there() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                for (Matcher used = USED.matcher(Files.readString(source)); used.find(); ) {
                    assertTrue(ENGLISH.containsKey(used.group(1)), source + " says '" + used.group(1) + "'");
                }
            }
        }
    }

    @Test
    void the_locale_chooses_the_language() {
        assertEquals(Texts.JAPANESE, Texts.chosenBy(Map.of("LANG", "ja_JP.UTF-8")));
        assertEquals(Texts.JAPANESE, Texts.chosenBy(Map.of("LC_MESSAGES", "ja_JP.UTF-8", "LANG", "en_US.UTF-8")));
        assertEquals(Texts.ENGLISH, Texts.chosenBy(Map.of("LC_ALL", "C.UTF-8", "LANG", "ja_JP.UTF-8")));
        assertEquals(Texts.JAPANESE, Texts.chosenBy(Map.of("LC_ALL", "", "LANG", "ja_JP.UTF-8")));
        assertEquals(Texts.ENGLISH, Texts.chosenBy(Map.of("LANG", "de_DE.UTF-8")));
        assertEquals(Texts.ENGLISH, Texts.chosenBy(Map.of()));
        assertEquals(Texts.ENGLISH, Texts.chosenBy(Map.of("LANG", "ja_JP.eucJP")));
    }

    @Test
    void a_value_is_said_as_it_is_whatever_it_contains() {
        assertEquals("no such {1} $1 \\: x", Texts.ENGLISH.say("reason", "no such {1} $1 \\", "x"));
    }

    @Test
    void a_message_in_a_message_is_said_in_the_same_language() {
        Message inner = Message.of("step.cable");
        assertEquals("「両端のあるケーブルを作る」ことができません: x", Texts.JAPANESE.say("step-failed", inner, "x"));
        assertEquals("cannot make a cable with two ends: x", Texts.ENGLISH.say("step-failed", inner, "x"));
    }

    private static List<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).sorted().toList();
    }
}
