package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import jocker.cli.Caller.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The help and the version: what the program says of itself. */
class JockerTest {
    private static final String HELP = """
            Usage: jocker [-hV] [--dry-run] [--explain] [--step] [--verbose]
                          [--lang=LANGUAGE] [--root=DIR] COMMAND
            Containers the way bocker makes them: btrfs, a bridge, namespaces, control
            groups, no daemon.
                  --dry-run         Print the host commands that the command would run,
                                      ready to paste, and run none of them.
                  --explain         Do it for real, and explain each step on stderr before
                                      it happens.
              -h, --help            Show this help and exit.
                  --lang=LANGUAGE   en or ja (default: what the locale says).
                  --root=DIR        The store, on btrfs (default: $JOCKER_ROOT, or
                                      /var/bocker).
                  --step            Like --explain, and wait for Enter before each step.
              -V, --version         Print the version and exit.
                  --verbose         Print each host command on stderr as it runs.
            Commands:
              pull     Make an image from a registry's.
              init     Make an image from a directory.
              images   List the images.
              run      Make a container from an image and run a command in it.
              exec     Run a command in a running container, on your terminal.
              ps       List the containers, running or not.
              inspect  Show where everything of a container or image is, and how it stands.
              logs     Show what a container has printed.
              commit   Make a container's tree the image's.
              rm       Delete images or containers, with all that belongs to them.
              prune    Clear what runs that were killed have left on the box.
              doctor   Check the box, and say how to mend what is missing.
              explain  Explain a command step by step: what is done, and why.
              help     Show the help of a command.
            """;

    private static final String HELP_OF_LOGS = """
            Usage: jocker logs [-h] CONTAINER
            Show what a container has printed.
                  CONTAINER   The container, such as ps_42017.
              -h, --help      Show this help and exit.
            """;

    private Caller caller;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        caller = new Caller(directory);
    }

    @Test
    void without_a_command_and_when_it_is_asked_for_it_shows_its_help() {
        assertEquals(Result.of(HELP), caller.jocker());
        assertEquals(Result.of(HELP), caller.jocker("help"));
        assertEquals(Result.of(HELP), caller.jocker("-h"));
        assertEquals(Result.of(HELP), caller.jocker("--help"));
        assertEquals(Result.of(HELP), caller.jocker("--verbose"));
    }

    @Test
    void a_command_has_a_help_of_its_own_that_is_asked_for_in_two_ways() {
        assertEquals(Result.of(HELP_OF_LOGS), caller.jocker("help", "logs"));
        assertEquals(Result.of(HELP_OF_LOGS), caller.jocker("logs", "--help"));
        assertEquals(Result.of(HELP_OF_LOGS), caller.jocker("logs", "-h"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pull", "init", "images", "run", "exec", "ps", "inspect", "logs", "commit", "rm", "prune", "doctor",
                "explain"
            })
    void every_command_has_a_help_in_both_languages(String command) {
        Result english = caller.jocker("help", command);
        Result japanese = caller.jocker("--lang", "ja", "help", command);

        assertEquals(0, english.status());
        assertTrue(english.out().startsWith("Usage: jocker " + command + " "), english.out());
        assertTrue(english.out().matches("\\p{ASCII}+"), english.out());
        assertEquals(0, japanese.status());
        assertTrue(japanese.out().startsWith("使い方: jocker " + command + " "), japanese.out());
        List<String> lines = english.out().lines().toList();
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), english.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void the_version_is_one_line(String option) {
        Result result = caller.jocker(option);

        assertTrue(result.out().matches("jocker [0-9]+\\.[0-9]+\\.[0-9]+\n"), result.out());
        assertEquals(Result.of(result.out()), result);
    }

    @Test
    void the_words_of_a_containers_command_are_not_jockers() {
        caller.image(42002);
        caller.freeContainer(42017);

        Result result = caller.jocker("run", "img_42002", "help", "--version", "-h", "images");

        assertEquals(Result.of(""), result);
        assertEquals("help --version -h images\n", caller.read("ps_42017/ps_42017.cmd"));
    }
}
