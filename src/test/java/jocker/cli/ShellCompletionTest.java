package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The completion, as bash asks for it: what it proposes for the last of some words. */
class ShellCompletionTest {
    private static final String TEMPLATE = "src/main/sh/completion";
    private static final String BASH = "bash-completion/completions/jocker";

    private static final String ASK =
            "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(( $# - 1 )); _jocker; printf '%s ' \"${COMPREPLY[@]}\"";

    @TempDir
    private static Path directory;

    @BeforeAll
    static void write() throws IOException {
        ShellCompletion.main(new String[] {directory.toString(), TEMPLATE});
        for (String name : List.of("img_42002", "img_42150", "ps_42005", ".jocker")) {
            Files.createDirectories(directory.resolve("store").resolve(name));
        }
        Files.createDirectories(directory.resolve("other/img_42003"));
    }

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of(List.of("jocker", "p"), "pull ps prune"),
                Arguments.of(List.of("jocker", "--lang", "ja", "im"), "images"),
                Arguments.of(List.of("jocker", "--lang", "i"), ""),
                Arguments.of(List.of("jocker", "--lang", "=", "ja", "im"), "images"),
                Arguments.of(List.of("jocker", "--ver"), "--verbose --version"),
                Arguments.of(List.of("jocker", "pull", "--p"), "--platform --patience"),
                Arguments.of(List.of("jocker", "ps", "-"), "--wide --format -h --help"),
                Arguments.of(List.of("jocker", "run", ""), "img_42002 img_42150"),
                Arguments.of(List.of("jocker", "run", "img_421"), "img_42150"),
                Arguments.of(List.of("jocker", "run", "--memory", ""), ""),
                Arguments.of(List.of("jocker", "run", "--memory", "1", ""), "img_42002 img_42150"),
                Arguments.of(List.of("jocker", "run", "--memory", "=", "1", ""), "img_42002 img_42150"),
                Arguments.of(List.of("jocker", "run", "img_42002", "im"), ""),
                Arguments.of(List.of("jocker", "exec", ""), "ps_42005"),
                Arguments.of(List.of("jocker", "commit", "ps_42005", ""), "img_42002 img_42150"),
                Arguments.of(List.of("jocker", "rm", "img_42002", ""), "img_42002 img_42150 ps_42005"),
                Arguments.of(List.of("jocker", "--root", "OTHER", "run", ""), "img_42003"),
                Arguments.of(List.of("jocker", "--root", "/no/such", "run", ""), ""),
                Arguments.of(List.of("jocker", "init", "OTHER/"), "OTHER/img_42003/"),
                Arguments.of(List.of("jocker", "help", "ru"), "run"),
                Arguments.of(List.of("jocker", "explain", "pu"), "pull"),
                Arguments.of(List.of("jocker", "nosuch", ""), ""));
    }

    @ParameterizedTest
    @MethodSource("words")
    void it_proposes_what_can_stand_at_that_place(List<String> typed, String proposals) throws Exception {
        assertEquals(
                other(proposals),
                ask(typed.stream().map(ShellCompletionTest::other).toList()));
    }

    private static String other(String text) {
        return text.replace("OTHER", directory.resolve("other").toString());
    }

    private static String ask(List<String> typed) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "bash", "--norc", "-c", ASK, "bash", directory.resolve(BASH).toString()));
        words.addAll(typed);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("JOCKER_ROOT", directory.resolve("store").toString());
        Process bash = builder.start();
        bash.getOutputStream().close();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), said);
        return said.strip();
    }

    @Test
    void zsh_reads_the_same_function_through_its_bash_completion() throws IOException {
        String bash = Files.readString(directory.resolve(BASH));
        String zsh = Files.readString(directory.resolve("zsh/site-functions/_jocker"));

        assertTrue(zsh.startsWith("#compdef jocker\n"), zsh);
        assertTrue(zsh.contains(bash), "the two differ");
    }

    @Test
    void no_place_of_the_template_stays_empty() throws IOException {
        assertEquals(
                List.of(),
                Files.readAllLines(directory.resolve(BASH)).stream()
                        .filter(line -> line.matches(".*@[A-Z]+@.*"))
                        .toList());
    }

    @Test
    void a_template_without_a_case_for_a_command_is_refused() throws IOException {
        Path template = Files.writeString(directory.resolve("template"), "_jocker() { :; }\n");

        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> ShellCompletion.main(new String[] {directory.toString(), template.toString()}));

        assertEquals("the template has no case for a command", refusal.getMessage());
    }
}
