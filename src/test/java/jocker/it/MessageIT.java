package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says to wrong input: one line, on stderr. */
class MessageIT extends RealTest {
    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(List.of("nosuch"), 2, "there is no command 'nosuch'"),
                Arguments.of(List.of("--nosuch"), 2, "there is no option '--nosuch'"),
                Arguments.of(List.of("init"), 2, "missing: DIRECTORY"),
                Arguments.of(List.of("init", "/no/such"), 1, "No directory named '/no/such' exists"),
                Arguments.of(List.of("init", ""), 1, "No directory named '' exists"),
                Arguments.of(List.of("run"), 2, "missing: IMAGE"),
                Arguments.of(List.of("run", "nosuch", "true"), 125, "No image named 'nosuch' exists"),
                Arguments.of(List.of("run", "--memory", "much", "x", "true"), 2, "'much' is not an amount of memory"),
                Arguments.of(List.of("run", "--cpu-shares", "1", "x", "true"), 2, "CPU shares go from 2 to 262144"),
                Arguments.of(
                        List.of("run", "--memory", "1", "--memory", "2", "x"), 2, "option --memory is given twice"),
                Arguments.of(List.of("ps", "--wide=foo"), 2, "option --wide takes no value"),
                Arguments.of(List.of("run", "--memory"), 2, "an option lacks its AMOUNT"),
                Arguments.of(List.of("exec", "foo", "true"), 125, "No container named 'foo' exists"),
                Arguments.of(List.of("ps", "extra"), 2, "'extra' is one word too many"),
                Arguments.of(List.of("logs", "ps_42002"), 1, "No container named 'ps_42002' exists"),
                Arguments.of(List.of("commit", "ps_42002", "img_42002"), 1, "No container named 'ps_42002' exists"),
                Arguments.of(List.of("rm", "path"), 1, "No container named 'path' exists"),
                Arguments.of(List.of("pull", "--platform", "x", "debian"), 2, "'x' is no platform"),
                Arguments.of(List.of("pull", "../../etc"), 1, "No image named '../../etc' exists"),
                Arguments.of(List.of("--root", "/nowhere", "ps"), 1, "there is no store at /nowhere"),
                Arguments.of(List.of("--root", "/proc", "images"), 1, "is on proc, not on btrfs"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrong_input_gets_one_clear_line(List<String> arguments, int status, String message) {
        TestHost.Result result = box.jocker(arguments.toArray(String[]::new));

        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains(message), result.err());
        assertEquals(status, result.status(), result.toString());
    }

    @Test
    void what_is_no_id_is_refused_each_in_one_short_line() {
        List<String> words = new ArrayList<>(List.of("rm"));
        words.addAll(hostile());

        TestHost.Result result = box.jocker(words.toArray(String[]::new));

        assertEquals("", result.out());
        assertEquals(1, result.status(), result.toString());
        List<String> lines = result.err().lines().toList();
        assertEquals(hostile().size(), lines.size(), result.err());
        for (String line : lines) {
            assertTrue(line.matches("No container named '.*' exists"), line);
            assertTrue(line.length() < 300, "a short line, not " + line.length() + " characters");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "ps_42002/../img_42003", "ps_42002\nps_42003"})
    void what_is_no_id_is_refused_by_every_command(String id) {
        for (List<String> command : List.of(
                List.of("run", id, "true"),
                List.of("exec", id, "true"),
                List.of("logs", id),
                List.of("commit", id, box.image()))) {
            TestHost.Result result = box.jocker(command.toArray(String[]::new));

            assertEquals("", result.out());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.err().matches("No (image|container) named '(?s).*' exists\\n"), result.err());
            assertTrue(List.of(1, 125).contains(result.status()), result.toString());
        }
    }

    static List<String> hostile() {
        return List.of(
                ".",
                "..",
                "/",
                "",
                "img_.*",
                "ps_42002/../img_42003",
                "$(id)",
                "img_42002\n",
                "ps_42002\nps_42003",
                "img_042002",
                "img_42001",
                "img_42255",
                "img_+4200",
                "ps_٤٢٠٠٢",
                ".jocker",
                "\u001b[31mred",
                "x".repeat(10_000));
    }

    @Test
    void a_user_who_is_not_root_is_told_how() {
        TestHost.Result result =
                box.sh("cd /; cp $JOCKER /run/jocker; setpriv --reuid 65534 --clear-groups /run/jocker run $IMG true;"
                        + " status=$?; rm /run/jocker; exit $status");

        assertEquals("jocker: 'run' changes the machine and needs root; try: sudo jocker run\n", result.err());
        assertEquals(125, result.status());
    }

    @Test
    void the_program_runs_through_a_link_and_as_a_copy() {
        assertEquals(
                "jocker 0.1.0\njocker 0.1.0\n",
                box.sh("ln -s $JOCKER l; cp $JOCKER c; ./l --version && ./c --version; rm l c")
                        .ok()
                        .out());
    }

    @Test
    void help_names_every_command() {
        String help = box.jocker("help").ok().out();

        for (String command : List.of("pull", "init", "images", "run", "exec", "ps", "logs", "commit", "rm", "help")) {
            assertTrue(help.contains("\n  " + command + " "), help);
            assertEquals(0, box.jocker("help", command).status());
        }
    }
}
