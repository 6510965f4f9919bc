package jocker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jocker.os.Argv;
import jocker.os.FakeHost;
import jocker.text.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code exec}: only into a container that runs. */
class ExecInContainerTest {
    private static final Argv COMMAND = Argv.of("sh -c {}", "echo a; echo b");

    @TempDir
    private Path directory;

    private TestStore store;

    @BeforeEach
    void prepare() {
        store = new TestStore(directory);
        store.finished("ps_42017");
        store.finished("ps_42018");
    }

    private int exec(String... names) {
        return new ExecInContainer(store.engine()).exec(List.of(names), COMMAND);
    }

    @Test
    void a_container_that_has_ended_is_refused_in_bockers_words() {
        UserException refusal = assertThrows(UserException.class, () -> exec("ps_42017"));

        assertEquals("Container 'ps_42017' exists but is not running", refusal.getMessage());
        assertTrue(refusal.isBockers());
        assertEquals(List.of(), store.done());
    }

    @Test
    void several_containers_that_have_ended_are_named_a_line_each() {
        UserException refusal = assertThrows(UserException.class, () -> exec("ps_42017", "ps_42018"));

        assertEquals("Container 'ps_42017\nps_42018' exists but is not running", refusal.getMessage());
    }

    @Test
    void a_container_that_does_not_exist_is_refused_even_beside_one_that_does() {
        UserException refusal = assertThrows(UserException.class, () -> exec("ps_42017", "ps_42019"));

        assertEquals("No container named 'ps_42019' exists", refusal.getMessage());
    }

    @Test
    void a_process_that_is_not_the_first_of_a_container_does_not_make_it_run() {
        FakeHost.makeGroup(store.group("ps_42017"), ProcessHandle.current().pid() + "\n");

        assertThrows(UserException.class, () -> exec("ps_42017"));
    }

    @Test
    void the_first_container_that_runs_is_entered_and_its_status_is_the_commands() throws IOException {
        try (NamespaceProcess process = NamespaceProcess.start()) {
            FakeHost.makeGroup(store.group("ps_42018"), process.pid() + "\n");
            store.containerEnds("ps_42018", "", 7);

            int status = exec("ps_42017", "ps_42018");

            assertEquals(7, status);
            assertEquals(
                    List.of("cgexec -g cpu,memory:ps_42018 nsenter -t " + process.pid()
                            + " -m -u -i -n -p chroot /var/bocker/ps_42018 sh -c 'echo a; echo b'"),
                    store.done());
        }
    }

    @Test
    void a_dry_run_shows_how_a_container_would_be_entered() throws IOException {
        try (NamespaceProcess process = NamespaceProcess.start()) {
            FakeHost.makeGroup(store.group("ps_42017"), process.pid() + "\n");
            List<String> shown = new ArrayList<>();

            int status = new ExecInContainer(store.dryRun(shown)).exec(List.of("ps_42017"), COMMAND);

            assertEquals(0, status);
            assertEquals(
                    List.of("cgexec -g cpu,memory:ps_42017 nsenter -t " + process.pid()
                            + " -m -u -i -n -p chroot /var/bocker/ps_42017 sh -c 'echo a; echo b'"),
                    shown);
            assertEquals(List.of(), store.done());
        }
    }
}
