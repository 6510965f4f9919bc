package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jocker.cli.Caller.Result;
import jocker.os.FakeHost;
import jocker.os.HostException;
import jocker.text.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every failure is one line on stderr, and an exit status that tells what kind it is. */
class ErrorHandlerTest {
    @TempDir
    private Path directory;

    private Caller caller;

    @BeforeEach
    void prepare() {
        caller = new Caller(directory);
    }

    static Stream<Arguments> wrongUsage() {
        return Stream.of(
                wrong("there is no command 'nosuch'", "", "nosuch"),
                wrong("there is no command 'nosuch'", "", "nosuch", "ps"),
                wrong("there is no command ''", "", ""),
                wrong("there is no command '@file'", "", "@file"),
                wrong("there is no command 'a\\nb'", "", "a\nb"),
                wrong("there is no option '--nosuch'", "", "--nosuch"),
                wrong("there is no option '--nosuch=1'", "", "--nosuch=1", "ps"),
                wrong("there is no option '--verb'", "", "--verb", "ps"),
                wrong("there is no option '-x'", " ps", "ps", "-x"),
                wrong("there is no option '--wid'", " ps", "ps", "--wid"),
                wrong("there is no option '--dry-run'", " ps", "ps", "--dry-run"),
                wrong("there is no option '--rm'", " run", "run", "--rm", "img_42002", "true"),
                wrong("there is no option '--\\x1b[31m'", " rm", "rm", "--\u001b[31m", "img_42002"),
                wrong("'extra' is one word too many", " ps", "ps", "extra"),
                wrong("'13' is one word too many", " pull", "pull", "debian", "12", "13"),
                wrong("'x' is one word too many", " explain", "explain", "run", "x"),
                wrong("missing: NAME", " pull", "pull"),
                wrong("missing: DIRECTORY", " init", "init"),
                wrong("missing: IMAGE", " run", "run"),
                wrong("missing: CONTAINER", " exec", "exec"),
                wrong("missing: COMMAND", " exec", "exec", "ps_42005"),
                wrong("missing: CONTAINER", " logs", "logs"),
                wrong("missing: IMAGE", " commit", "commit", "ps_42005"),
                wrong("missing: ID", " rm", "rm", "-f"),
                wrong("missing: ID", " inspect", "inspect", "--format=json"),
                wrong("an option lacks its AMOUNT", " run", "run", "--memory"),
                wrong("an option lacks its NAME[=VALUE]", " run", "run", "-e"),
                wrong("an option lacks its DIR", "", "--root"),
                wrong("an option lacks its LANGUAGE", "", "--lang"),
                wrong("option --wide takes no value", " ps", "ps", "--wide=yes"),
                wrong("option --dry-run takes no value", "", "--dry-run=yes", "ps"),
                wrong("option --memory is given twice", " run", "run", "--memory", "1", "--memory=2", "img_42002"),
                wrong("option --format is given twice", " ps", "ps", "--format", "json", "--format", "json"),
                wrong("option --verbose is given twice", "", "--verbose", "--verbose", "ps"),
                wrong("there is no format 'xml'; there is json", " images", "images", "--format", "xml"),
                wrong("there is no format ''; there is json", " ps", "ps", "--format="),
                wrong("there is no format 'JSON'; there is json", " inspect", "inspect", "x", "--format=JSON"),
                wrong(
                        "'much' is not an amount of memory, such as 512 (million bytes) or 256m (mebibytes)",
                        " run",
                        "run",
                        "--memory",
                        "much",
                        "img_42002",
                        "true"),
                wrong("a memory limit is at least 1 byte", " run", "run", "--memory=0", "img_42002", "true"),
                wrong("CPU shares go from 2 to 262144, not 1", " run", "run", "--cpu-shares", "1", "img_42002", "true"),
                wrong(
                        "'x' is not a number of CPU shares, such as 512",
                        " run",
                        "run",
                        "--cpu-shares=x",
                        "img_42002",
                        "true"),
                wrong("'srv' is not a directory's whole path, such as /srv", " run", "run", "-w", "srv", "img_42002"),
                wrong("'=x' is not a variable, such as NAME=VALUE", " run", "run", "--env==x", "img_42002"),
                wrong("'' is not a variable, such as NAME=VALUE", " run", "run", "-e", "", "img_42002"));
    }

    private static Arguments wrong(String message, String help, String... typed) {
        return Arguments.of(List.of(typed), "jocker: " + message + " (see: jocker help" + help + ")\n");
    }

    @ParameterizedTest
    @MethodSource("wrongUsage")
    void wrong_usage_is_told_with_the_help_that_explains_it(List<String> typed, String line) {
        caller.image(42002);

        assertEquals(Result.refused(2, line), caller.jocker(typed.toArray(String[]::new)));
        assertEquals(List.of(), caller.done());
    }

    /** A host with a bug in it. */
    private Caller callerOfBroken() {
        return new Caller(directory, new FakeHost() {
            @Override
            public boolean isSubvolume(Path path) {
                throw new IllegalStateException("odd\n  things");
            }
        });
    }

    @Test
    void a_bug_is_called_one_without_its_stack_trace() {
        assertEquals(
                Result.refused(
                        70,
                        "jocker: this is a bug (java.lang.IllegalStateException: odd; things);"
                                + " --verbose before the command shows where\n"),
                callerOfBroken().jocker("logs", "ps_42005"));
    }

    @Test
    void verbose_adds_the_stack_trace_beside_the_line() {
        PrintStream before = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        Result result;
        try {
            result = callerOfBroken().jocker("--verbose", "logs", "ps_42005");
        } finally {
            System.setErr(before);
        }

        assertEquals(70, result.status());
        assertEquals(1, result.err().lines().count(), result.err());
        String trace = logged.toString(StandardCharsets.UTF_8);
        assertTrue(trace.contains("java.lang.IllegalStateException: odd"), trace);
        assertTrue(trace.contains("\tat jocker.store.Store.container("), trace);
    }

    @Test
    void what_the_host_refuses_to_answer_ends_with_125() {
        Caller broken = new Caller(directory);
        broken.write(".jocker/entries", "a file in the place of a directory");

        Result result = broken.jocker("ps");

        assertEquals(125, result.status());
        assertEquals("", result.out());
        assertTrue(result.err().matches("jocker: cannot list /var/bocker/\\.jocker/entries: [^\n]+\n"), result.err());
    }

    @Test
    void what_a_host_command_says_is_shown_on_one_line_and_not_obeyed_by_the_terminal() {
        caller.image(42002);
        caller.freeContainer(42017);
        caller.host().effect("ip netns add", argv -> {
            throw new HostException(Message.verbatim("a\u001b[31m\nb"));
        });

        assertEquals(
                Result.refused(125, "jocker: cannot make a network of the container's own: a\\x1b[31m\\nb\n"),
                caller.jocker("run", "img_42002", "true"));
    }
}
