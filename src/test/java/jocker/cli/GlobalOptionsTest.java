package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import jocker.cli.Caller.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The options before the command, and the variables that stand for them: the store and the language. */
class GlobalOptionsTest {
    private static final String ENGLISH = "jocker: 'x' is one word too many (see: jocker help ps)\n";
    private static final String JAPANESE = "jocker: 'x' は余分です（jocker help ps を参照）\n";

    private Caller caller;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        caller = new Caller(directory);
    }

    static Stream<Arguments> locales() {
        return Stream.of(
                Arguments.of(Map.of(), ENGLISH),
                Arguments.of(Map.of("LANG", "ja_JP.UTF-8"), JAPANESE),
                Arguments.of(Map.of("LANG", "ja_JP.utf8"), JAPANESE),
                Arguments.of(Map.of("LANG", "ja_JP.eucJP"), ENGLISH),
                Arguments.of(Map.of("LANG", "de_DE.UTF-8"), ENGLISH),
                Arguments.of(Map.of("LANG", "C.UTF-8", "LC_MESSAGES", "ja_JP.UTF-8"), JAPANESE),
                Arguments.of(Map.of("LANG", "ja_JP.UTF-8", "LC_MESSAGES", "C"), ENGLISH),
                Arguments.of(Map.of("LANG", "ja_JP.UTF-8", "LC_ALL", "C"), ENGLISH),
                Arguments.of(Map.of("LANG", "ja_JP.UTF-8", "LC_ALL", ""), JAPANESE),
                Arguments.of(Map.of("LC_ALL", "C.UTF-8", "JOCKER_LC_ALL", "ja_JP.UTF-8"), JAPANESE),
                Arguments.of(Map.of("LC_ALL", "ja_JP.UTF-8", "JOCKER_LC_ALL", ""), ENGLISH));
    }

    @ParameterizedTest
    @MethodSource("locales")
    void the_language_is_what_the_callers_locale_says(Map<String, String> variables, String line) {
        variables.forEach(caller::set);

        assertEquals(Result.refused(2, line), caller.jocker("ps", "x"));
    }

    @Test
    void the_option_wins_over_the_locale() {
        caller.set("LANG", "ja_JP.UTF-8");

        assertEquals(Result.refused(2, ENGLISH), caller.jocker("--lang", "en", "ps", "x"));
        assertEquals(Result.refused(2, ENGLISH), caller.jocker("--lang=en", "ps", "x"));
    }

    @Test
    void messages_of_all_kinds_are_in_the_chosen_language() {
        caller.image(42002);
        caller.running(42007, "sleep 9");
        caller.host().refuse("btrfs subvolume delete " + caller.file("img_42002"));

        assertEquals(new Result(125, "", """
                        jocker: コンテナ 'ps_42007' は実行中です。止めて削除するには: jocker rm -f ps_42007
                        jocker: 「サブボリュームを削除する」ことができません: no
                        """), caller.jocker("--lang", "ja", "rm", "ps_42007", "img_42002"));
    }

    @Test
    void bockers_words_are_the_same_in_every_language() {
        assertEquals(
                Result.refused(125, "No image named 'nosuch' exists\n"),
                caller.jocker("--lang", "ja", "run", "nosuch", "true"));
    }

    @Test
    void a_language_that_there_is_not_is_wrong_usage() {
        assertEquals(
                Result.refused(
                        2,
                        "jocker: there are no texts in the language 'xx'; there are en and ja (see: jocker help ps)\n"),
                caller.jocker("--lang", "xx", "ps"));
    }

    @Test
    void a_language_that_is_given_twice_is_wrong_usage() {
        assertEquals(
                Result.refused(2, "jocker: option --lang is given twice (see: jocker help)\n"),
                caller.jocker("--lang", "en", "--lang", "ja", "ps"));
    }

    @Test
    void the_store_that_is_named_wins_over_the_variable() {
        caller.image(42002, "debian:12");
        String root = caller.file("").toString();
        caller.set("JOCKER_ROOT", "/no/such/store");

        assertEquals(
                Result.of("IMAGE_ID\t\tSOURCE\nimg_42002\t\tdebian:12\n"), caller.jocker("--root", root, "images"));
    }

    @Test
    void bockers_leading_options_are_no_wrong_usage_of_any_command() {
        assertEquals(
                Result.of("CONTAINER_ID\t\tCOMMAND\n"),
                caller.jocker("--CPU_SHARE=1024", "--MEM_LIMIT=1024", "--FLAG", "ps"));
    }
}
