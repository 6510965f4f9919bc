package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jocker.cli.Caller.Result;
import jocker.os.Argv;
import jocker.os.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Called as {@code bocker}, the program is bocker to the letter where scripts can tell. */
class DialectTest {
    private Caller caller;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        caller = new Caller(directory);
        caller.image(42002);
        caller.container(42005, "sleep 5");
    }

    @ParameterizedTest
    @CsvSource({"bocker, BOCKER", "jocker, JOCKER", "bocker2, JOCKER", "'', JOCKER"})
    void the_name_of_the_program_tells_which_it_is(String name, Dialect dialect) {
        assertEquals(dialect, Dialect.named(name));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(List.of("run", "x", "true"), 1, "No image named 'x' exists\n"),
                Arguments.of(List.of("exec", "x", "true"), 1, "No container named 'x' exists\n"),
                Arguments.of(
                        List.of("exec", "ps_42005", "true"), 1, "Container 'ps_42005' exists but is not running\n"),
                Arguments.of(List.of("rm", "x"), 1, "No container named 'x' exists\n"),
                Arguments.of(List.of("logs", "x"), 1, "No container named 'x' exists\n"),
                Arguments.of(List.of("commit", "x", "img_42002"), 1, "No container named 'x' exists\n"),
                Arguments.of(List.of("commit", "ps_42005", "x"), 1, "No image named 'x' exists\n"),
                Arguments.of(List.of("pull", "../x", "y"), 1, "No image named '../x:y' exists\n"),
                Arguments.of(List.of("init", "/no/such"), 0, "No directory named '/no/such' exists\n"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void bockers_messages_are_on_stdout(List<String> typed, int status, String line) {
        assertEquals(new Result(status, line, ""), caller.bocker(typed.toArray(String[]::new)));
    }

    @Test
    void what_bocker_has_no_words_for_is_on_stderr() {
        caller.host().hasNot(new Resource.Interface("bridge0"));

        Result result = caller.bocker("run", "img_42002", "true");

        assertEquals(1, result.status());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("jocker: there is no bridge bridge0; mend it with: "), result.err());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 137})
    void a_run_ends_with_0_whatever_the_command_ends_with(int status) {
        caller.freeContainer(42017);
        caller.shell(42017, "said\n", status);

        assertEquals(Result.of(""), caller.bocker("run", "img_42002", "exit"));
        assertEquals("said\n", caller.host().said());
    }

    @Test
    void a_run_does_not_explain_that_its_memory_was_not_enough() {
        caller.freeContainer(42017);
        caller.host().child("", 137, argv -> {
            caller.startShell(42017);
            caller.writeGroup(42017, "memory.events", "oom_kill 1\n");
        });

        assertEquals(Result.of(""), caller.bocker("run", "img_42002", "cat /big"));
    }

    @Test
    void the_words_of_a_run_are_joined_and_read_by_the_shell() {
        caller.freeContainer(42017);

        Result result = caller.bocker("--dry-run", "run", "img_42002", "echo", "a  b", "&&", "ps");

        assertTrue(
                result.out().contains("/bin/sh -c '/bin/mount -t proc proc /proc && echo a  b && ps'"), result.out());
        assertEquals(List.of("echo a; echo b"), Dialect.BOCKER.runWords(List.of("echo a;", "echo b")));
        assertEquals(List.of("echo a;", "echo b"), Dialect.JOCKER.runWords(List.of("echo a;", "echo b")));
    }

    @Test
    void bockers_options_before_the_command_are_variables() {
        caller.freeContainer(42017);

        Result result = caller.bocker("--CPU_SHARE=1024", "--dry-run", "run", "img_42002", "true");

        assertTrue(result.out().contains("cgset -r cpu.weight=100 ps_42017\n"), result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch", "--nosuch", ""})
    void what_it_does_not_know_it_answers_with_its_help(String word) {
        Result result = caller.bocker(word);

        assertEquals(0, result.status());
        assertEquals("", result.err());
        assertTrue(result.out().contains("\nCommands:\n  pull "), result.out());
    }

    @Test
    void a_command_without_what_it_needs_is_wrong_usage_as_ever() {
        assertEquals(Result.refused(2, "jocker: missing: DIRECTORY (see: jocker help init)\n"), caller.bocker("init"));
    }

    @Test
    void one_word_of_exec_is_a_program_for_bocker_and_an_expression_for_jocker() {
        assertEquals(new Argv(List.of("ls -l")), Dialect.BOCKER.execCommand(List.of("ls -l")));
        assertEquals(new Argv(List.of("/bin/sh", "-c", "ls -l")), Dialect.JOCKER.execCommand(List.of("ls -l")));
        assertEquals(new Argv(List.of("ls", "-l")), Dialect.BOCKER.execCommand(List.of("ls", "-l")));
        assertEquals(new Argv(List.of("ls", "-l")), Dialect.JOCKER.execCommand(List.of("ls", "-l")));
    }

    @Test
    void bocker_can_be_asked_to_exec_in_the_first_of_several_that_runs() {
        caller.container(42006, "sleep 6");

        assertEquals(
                new Result(1, "Container 'ps_42005\nps_42006' exists but is not running\n", ""),
                caller.bocker("exec", "ps_42005\nps_42006", "true"));
        assertEquals(
                Result.refused(125, "No container named 'ps_42005\\nps_42006' exists\n"),
                caller.jocker("exec", "ps_42005\nps_42006", "true"));
    }
}
