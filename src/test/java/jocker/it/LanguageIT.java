package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The languages, the manual pages and the shells' completion. */
class LanguageIT extends RealTest {
    private static final Map<String, String> JAPANESE = Map.of("LC_ALL", "", "LANG", "ja_JP.UTF-8");

    @Test
    void the_locale_chooses_the_language_and_an_option_wins() {
        assertEquals(
                "jocker: 足りないもの: IMAGE（jocker help run を参照）\n",
                box.sh(JAPANESE, "$JOCKER run").err());
        assertEquals(
                "jocker: missing: IMAGE (see: jocker help run)\n",
                box.sh(JAPANESE, "$JOCKER --lang en run").err());
        assertEquals(
                "jocker: missing: IMAGE (see: jocker help run)\n",
                box.sh(Map.of("LC_ALL", "C"), "$JOCKER run").err());
        assertTrue(box.sh("$JOCKER --lang=ja help").ok().out().startsWith("使い方: jocker "), "help");
        assertEquals(2, box.jocker("--lang", "tlh", "ps").status());
    }

    @Test
    void bockers_words_stay_as_they_are() {
        assertEquals(
                "No image named 'x' exists\n",
                box.sh(JAPANESE, "$JOCKER run x true").err());
        assertEquals(
                "IMAGE_ID\t\tSOURCE",
                box.sh(JAPANESE, "$JOCKER images").ok().lines().get(0));
        assertTrue(
                box.sh(JAPANESE, "mkdir d; $JOCKER init d; rmdir d").ok().out().startsWith("Created: img_"), "Created");
    }

    @Test
    void a_failing_step_is_told_in_japanese() {
        TestHost.Result result = box.sh(
                JAPANESE,
                "mkdir bin; printf '#!/bin/sh\\nexit 9\\n' >bin/cgset; chmod +x bin/cgset; PATH=$PWD/bin:$PATH $JOCKER run $IMG true;"
                        + " status=$?; rm -r bin; exit $status");

        assertEquals(125, result.status());
        assertTrue(result.err().matches("jocker: 「CPU の取り分を決める」ことができません: \"cgset .*\" が 9 で終了しました\n"), result.err());
    }

    @Test
    void completion_knows_commands_options_and_the_ids_that_there_are() {
        box.jocker("run", box.image(), "true").ok();
        String container = box.containers().get(0);

        assertTrue(complete("jocker", "").containsAll(List.of("run", "explain", "help")), "commands");
        assertEquals(List.of("prune"), complete("jocker", "pru"));
        assertTrue(complete("jocker", "run", "--m").equals(List.of("--memory")), "options");
        assertTrue(complete("jocker", "run", "").contains(box.image()), "images");
        assertEquals(List.of(container), complete("jocker", "logs", "ps"));
        assertEquals(List.of(container), complete("jocker", "rm", "-f", box.image(), "ps_"));
        assertEquals(List.of(box.image()), complete("jocker", "--lang", "ja", "commit", container, "img"));
        assertEquals(List.of(), complete("jocker", "run", "--memory", ""));
        assertEquals(List.of("explain"), complete("jocker", "help", "exp"));
    }

    @Test
    void every_command_has_a_manual_page_in_both_languages() {
        List<String> commands = complete("jocker", "");
        for (String command : commands) {
            for (String man : List.of("man/man1", "man/ja/man1")) {
                String page = box.sh("cat " + System.getProperty("user.dir") + "/target/share/" + man + "/jocker-"
                                + command + ".1")
                        .ok()
                        .out();
                assertTrue(page.startsWith(".TH JOCKER\\-") || page.startsWith(".TH JOCKER-"), page);
                assertTrue(page.contains("\\-\\-help"), page);
            }
        }
    }

    private List<String> complete(String... words) {
        String line =
                String.join(" ", List.of(words).stream().map(TestHost::quote).toList());
        return box.sh(". " + System.getProperty("user.dir") + "/target/share/bash-completion/completions/jocker\n"
                        + "COMP_WORDS=(" + line + "); COMP_CWORD=" + (words.length - 1)
                        + "; _jocker; for it in \"${COMPREPLY[@]}\"; do echo \"$it\"; done")
                .ok()
                .lines();
    }
}
