package jocker.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Words on their way through a shell. */
class ShellTest {
    private static final String ODD = "ab AB09 '\"\\$`!*?[]{}()<>|&;#~=%\t\n-_.,:/@^é\u3042";
    private static final long SEED = 42;

    @Test
    void a_shell_reads_back_what_was_quoted_whatever_it_is() throws Exception {
        Random random = new Random(SEED);
        List<String> words =
                new ArrayList<>(List.of("", "-n", "--", "=", "a=b", "~", "#", "if", "\n", "'", "''", "\\"));
        for (int i = 0; i < 500; i++) {
            words.add(random.ints(random.nextInt(12), 0, ODD.length())
                    .mapToObj(at -> ODD.substring(at, at + 1))
                    .reduce("", String::concat));
        }
        List<String> command = new ArrayList<>(List.of("printf", "%s\\0"));
        command.addAll(words);

        assertEquals(words, read(Shell.join(command)));
    }

    @Test
    void what_starts_a_command_is_taken_for_a_program_and_not_for_grammar() throws Exception {
        for (String word : List.of("if", "then", "while", "case", "a=b", "!", "{", "for")) {
            Process sh = new ProcessBuilder("sh", "-c", Shell.join(List.of(word, "x")) + " 2>/dev/null").start();

            assertEquals(127, sh.waitFor(), "a command that is not there: " + word);
        }
    }

    @Test
    void a_template_is_split_before_it_is_filled() {
        assertEquals(
                List.of("ip", "link", "set", "a b; c", "master", "x-{}-y"),
                Argv.of("ip link set {} master x-{}-y", "a b; c", "{}").words());
        assertThrows(IllegalArgumentException.class, () -> Argv.of("a {} {}", "one"));
        assertThrows(IllegalArgumentException.class, () -> Argv.of("a {}", "one", "two"));
    }

    private static List<String> read(String line) throws IOException {
        Process sh = new ProcessBuilder("sh", "-c", line).start();
        String out = new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return List.of(out.substring(0, out.length() - 1).split("\0", -1));
    }
}
