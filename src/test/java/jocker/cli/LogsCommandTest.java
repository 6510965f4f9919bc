package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jocker.cli.Caller.Result;
import jocker.store.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code logs}: what a container has printed, byte for byte. */
class LogsCommandTest {
    private static final String MEMORY =
            "jocker: ps_42005 reached its memory limit, and the kernel killed 2 of its processes\n";

    private Caller caller;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        caller = new Caller(directory);
        caller.container(42005, "cat /big");
    }

    @Test
    void the_log_that_jocker_has_kept_comes_before_the_one_that_the_container_can_change() {
        caller.write("ps_42005/ps_42005.log", "changed\n");
        caller.write(".jocker/logs/ps_42005", "said\u001b[31m\nno newline");

        assertEquals(Result.of(""), caller.jocker("logs", "ps_42005"));
        assertEquals("said\u001b[31m\nno newline", caller.host().said());
    }

    @Test
    void a_container_of_bockers_has_its_log_in_its_tree() {
        caller.write("ps_42005/ps_42005.log", "of bocker\n");

        assertEquals(Result.of(""), caller.jocker("logs", "ps_42005"));
        assertEquals("of bocker\n", caller.host().said());
    }

    @Test
    void a_link_in_the_place_of_the_log_is_not_followed(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret"), "secret\n");
        Files.createSymbolicLink(caller.file("ps_42005/ps_42005.log"), secret);

        assertEquals(Result.of(""), caller.jocker("logs", "ps_42005"));
        assertEquals("", caller.host().said());
    }

    @Test
    void a_container_that_has_reached_its_memory_limit_is_explained_on_stderr() {
        caller.container(42005, "cat /big", new Outcome(137, 2));
        caller.write(".jocker/logs/ps_42005", "so far\n");

        assertEquals(Result.refused(0, MEMORY), caller.jocker("logs", "ps_42005"));
        assertEquals("so far\n", caller.host().said());
    }

    @Test
    void bocker_does_not_explain_it() {
        caller.container(42005, "cat /big", new Outcome(137, 2));

        assertEquals(Result.of(""), caller.bocker("logs", "ps_42005"));
    }

    @Test
    void a_container_that_is_not_there_is_told_in_bockers_words() {
        assertEquals(Result.refused(1, "No container named 'ps_42006' exists\n"), caller.jocker("logs", "ps_42006"));
        assertEquals(Result.refused(1, "No container named '' exists\n"), caller.jocker("logs", ""));
    }
}
