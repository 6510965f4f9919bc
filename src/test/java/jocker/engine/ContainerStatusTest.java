package jocker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.cgroup.Cgroups;
import jocker.container.ContainerNetwork;
import jocker.os.FakeHost;
import jocker.os.TestFiles;
import jocker.store.ContainerId;
import jocker.store.Operation;
import jocker.store.Outcome;
import jocker.text.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ps} and {@code inspect}: what containers there are, and how each stands. */
class ContainerStatusTest {
    private static final ContainerId FINISHED = new ContainerId(42017);
    private static final ContainerId BOCKERS = new ContainerId(42100);

    @TempDir
    private Path directory;

    private TestStore store;

    /** Has a container that has run, and one of bocker's, which has no record. */
    @BeforeEach
    void prepare() {
        store = new TestStore(directory);
        store.finished("ps_42017");
        TestFiles.write(store.tree("ps_42100").resolve("ps_42100.cmd"), "sleep 5\n");
    }

    @Test
    void all_containers_are_listed_by_number_with_their_commands() {
        assertEquals(
                List.of(new ListContainers.Row(FINISHED, "echo hello"), new ListContainers.Row(BOCKERS, "sleep 5")),
                ListContainers.of(store.looking()));
    }

    @Test
    void what_a_container_writes_into_its_own_file_does_not_change_its_command() {
        TestFiles.write(store.path("ps_42017/ps_42017.cmd"), "something else\n");

        assertEquals("echo hello", ListContainers.of(store.looking()).get(0).command());
        assertEquals(
                "echo hello", ContainerStatus.of(store.looking(), "ps_42017").command());
    }

    @Test
    void a_store_without_containers_has_an_empty_list(@TempDir Path other) {
        Engine engine = new TestStore(other).looking();

        assertEquals(List.of(), ListContainers.of(engine));
        assertEquals(List.of(), ContainerStatus.all(engine));
    }

    @Test
    void everything_of_a_finished_container_is_told() {
        TestFiles.write(store.group("ps_42017").resolve("memory.max"), "512000000\n");
        TestFiles.write(store.group("ps_42017").resolve("cpu.stat"), "usage_usec 1234\n");

        assertEquals(
                new ContainerStatus(
                        new ContainerNetwork(FINISHED),
                        false,
                        Optional.empty(),
                        List.of(store.group("ps_42017")),
                        store.path("ps_42017"),
                        new Cgroups.Usage(
                                "cpu.weight",
                                Optional.empty(),
                                Optional.of(1234L),
                                Optional.of(512_000_000L),
                                Optional.empty()),
                        Optional.of(Outcome.of(0)),
                        "echo hello"),
                ContainerStatus.of(store.looking(), "ps_42017"));
    }

    @Test
    void how_a_container_of_bockers_has_ended_is_not_known() {
        ContainerStatus status = ContainerStatus.of(store.looking(), "ps_42100");

        assertEquals(BOCKERS, status.id());
        assertEquals(Optional.empty(), status.outcome());
        assertEquals("sleep 5", status.command());
    }

    @Test
    void a_container_runs_while_its_run_does() {
        store.live("ps_42100", Operation.RUN);

        List<Boolean> running = ContainerStatus.all(store.looking()).stream()
                .map(ContainerStatus::running)
                .toList();

        assertEquals(List.of(false, true), running);
    }

    @Test
    void a_container_of_bockers_runs_while_it_has_its_first_process() throws IOException {
        try (NamespaceProcess process = NamespaceProcess.start()) {
            FakeHost.makeGroup(store.group("ps_42100"), process.pid() + "\n");

            ContainerStatus status = ContainerStatus.of(store.looking(), "ps_42100");

            assertTrue(status.running());
            assertEquals(Optional.of(process.pid()), status.pid());
        }
    }

    @Test
    void a_container_that_does_not_exist_is_refused_in_bockers_words() {
        UserException refusal =
                assertThrows(UserException.class, () -> ContainerStatus.of(store.looking(), "ps_42018"));

        assertEquals("No container named 'ps_42018' exists", refusal.getMessage());
    }

    @Test
    void a_look_writes_nothing() {
        List<String> before = store.listing();

        ListContainers.of(store.looking());
        ContainerStatus.all(store.looking());
        ContainerStatus.of(store.looking(), "ps_42017");

        assertEquals(before, store.listing());
        assertEquals(List.of(), store.done());
    }
}
