package jocker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jocker.os.Cancellation;
import jocker.os.FakeHost;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.os.Resource;
import jocker.os.Signal;
import jocker.os.Tree;
import jocker.plan.StepFailed;
import jocker.store.Operation;
import jocker.text.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rm}: images and containers, with all that belongs to them, and never one that runs. */
class RemoveObjectsTest {
    private static final String CONTAINER = "ps_42017";

    @TempDir
    private Path directory;

    private TestStore store;

    @BeforeEach
    void prepare() {
        store = new TestStore(directory);
        store.tree("img_42002");
        store.finished(CONTAINER);
    }

    private int remove(String name) {
        return new RemoveObjects(store.engine()).remove(name, false);
    }

    private int removeByForce(String name) {
        return new RemoveObjects(store.engine()).remove(name, true);
    }

    private String refusal(String name) {
        return assertThrows(UserException.class, () -> remove(name)).getMessage();
    }

    @Test
    void an_image_is_deleted() {
        int status = remove("img_42002");

        assertEquals(0, status);
        assertFalse(store.has("img_42002"));
        assertEquals(
                List.of(
                        "btrfs subvolume list -o /var/bocker/img_42002",
                        "btrfs subvolume delete /var/bocker/img_42002"),
                store.done());
        assertEquals(List.of(CONTAINER), store.kept("entries"), "records");
    }

    @Test
    void a_container_is_deleted_with_its_group_its_log_and_its_record() {
        int status = remove(CONTAINER);

        assertEquals(0, status);
        assertFalse(store.has(CONTAINER));
        assertFalse(Files.exists(store.group(CONTAINER)), "its control group");
        assertEquals(List.of(), store.kept("entries"), "records");
        assertEquals(List.of(), store.kept("logs"), "kept logs");
        assertEquals(
                List.of(
                        "btrfs subvolume list -o /var/bocker/ps_42017",
                        "btrfs subvolume delete /var/bocker/ps_42017",
                        "cgdelete -g cpu,memory:/ps_42017"),
                store.done());
    }

    @Test
    void what_a_killed_run_has_left_beside_a_container_goes_with_it() {
        store.host().has(new Resource.Interface("veth0_ps_42017"));
        store.host().has(Resource.Paths.of(Path.of("/run/netns/netns_ps_42017")));

        remove(CONTAINER);

        assertEquals(
                List.of(
                        "btrfs subvolume list -o /var/bocker/ps_42017",
                        "btrfs subvolume delete /var/bocker/ps_42017",
                        "ip link del dev veth0_ps_42017",
                        "ip netns del netns_ps_42017",
                        "cgdelete -g cpu,memory:/ps_42017"),
                store.done());
    }

    @Test
    void subvolumes_that_a_container_has_made_are_deleted_first_by_their_numbers() {
        store.host()
                .answer(
                        store.real("btrfs subvolume list -o /var/bocker/ps_42017"),
                        "ID 258 gen 12 top level 257 path ps_42017/a\n");
        store.host().answer(store.real("btrfs inspect-internal rootid /var/bocker/ps_42017"), "257\n");
        store.host().answer(store.real("btrfs subvolume list /var/bocker"), """
                ID 256 gen 10 top level 5 path img_42002
                ID 257 gen 11 top level 5 path ps_42017
                ID 258 gen 12 top level 257 path ps_42017/a
                ID 259 gen 13 top level 258 path ps_42017/a/-b; reboot
                """);

        remove(CONTAINER);

        assertEquals(
                List.of(
                        "btrfs subvolume delete --subvolid 259 /var/bocker",
                        "btrfs subvolume delete --subvolid 258 /var/bocker",
                        "btrfs subvolume delete /var/bocker/ps_42017"),
                store.done().stream()
                        .filter(it -> it.contains("delete"))
                        .limit(3)
                        .toList());
    }

    @Test
    void the_layers_that_only_this_image_has_needed_go_with_it() throws IOException {
        Files.createDirectories(store.path(".jocker/layers/abc"));
        Files.writeString(
                Files.createDirectories(store.path(".jocker/blobs/sha256")).resolve("def"), "blob");

        remove("img_42002");

        assertEquals(List.of(), store.kept("layers"), "layers");
        assertEquals(List.of(), store.kept("blobs/sha256"), "blobs");
        assertEquals(
                List.of(
                        "btrfs subvolume list -o /var/bocker/img_42002",
                        "btrfs subvolume delete /var/bocker/img_42002",
                        "btrfs subvolume delete /var/bocker/.jocker/layers/abc",
                        "rm -f /var/bocker/.jocker/blobs/sha256/def"),
                store.done());
    }

    @Test
    void while_an_image_is_pulled_no_layer_goes() throws IOException {
        Files.createDirectories(store.path(".jocker/layers/abc"));
        store.live("img_42003", Operation.PULL);

        remove("img_42002");

        assertEquals(List.of("abc"), store.kept("layers"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"img_42003", "ps_42018", "ps_4201", "../img_42002", "img_42002/../ps_42017", "", "*"})
    void what_does_not_exist_is_refused_in_bockers_words(String name) {
        assertEquals("No container named '" + name + "' exists", refusal(name));
        assertEquals(List.of(), store.done());
    }

    @Test
    void a_container_that_runs_is_refused_and_stays() {
        store.live(CONTAINER, Operation.RUN);

        assertEquals(
                "container 'ps_42017' is running; kill and remove it with: jocker rm -f ps_42017", refusal(CONTAINER));
        assertEquals(List.of(), store.done());
        assertTrue(store.has(CONTAINER));
    }

    @Test
    void a_container_of_bockers_that_runs_is_refused_too() throws IOException {
        try (NamespaceProcess process = NamespaceProcess.start()) {
            store.tree("ps_42018");
            FakeHost.makeGroup(store.group("ps_42018"), process.pid() + "\n");

            assertEquals(
                    "container 'ps_42018' is running; kill and remove it with: jocker rm -f ps_42018",
                    refusal("ps_42018"));
            assertEquals(List.of(), store.done());
        }
    }

    @Test
    void by_force_a_container_that_runs_is_killed_first() throws IOException {
        try (NamespaceProcess process = NamespaceProcess.start()) {
            store = new TestStore(directory, new FakeHost() {
                @Override
                public void kill(long pid) {
                    super.kill(pid);
                    FakeHost.makeGroup(store.group(CONTAINER), "");
                }
            });
            FakeHost.makeGroup(store.group(CONTAINER), process.pid() + "\n");

            int status = removeByForce(CONTAINER);

            assertEquals(0, status);
            assertEquals(
                    List.of(
                            "kill " + process.pid(),
                            "btrfs subvolume list -o /var/bocker/ps_42017",
                            "btrfs subvolume delete /var/bocker/ps_42017",
                            "cgdelete -g cpu,memory:/ps_42017"),
                    store.done());
            assertFalse(store.has(CONTAINER));
        }
    }

    @Test
    void a_container_that_takes_its_time_to_end_is_killed_once() throws IOException {
        try (NamespaceProcess process = NamespaceProcess.start()) {
            store = new TestStore(directory, new FakeHost() {
                private int askedSinceKill = -1;

                @Override
                public void kill(long pid) {
                    super.kill(pid);
                    askedSinceKill = 0;
                }

                /** Lets the process go after it has been waited for twice. */
                @Override
                public Cancellation cancellation() {
                    if (askedSinceKill >= 0 && ++askedSinceKill == 4) {
                        FakeHost.makeGroup(store.group(CONTAINER), "");
                    }
                    return super.cancellation();
                }
            });
            FakeHost.makeGroup(store.group(CONTAINER), process.pid() + "\n");

            removeByForce(CONTAINER);

            assertEquals(
                    List.of("kill " + process.pid()),
                    store.done().stream().filter(it -> it.startsWith("kill")).toList());
            assertFalse(store.has(CONTAINER));
        }
    }

    @Test
    void a_dry_run_by_force_shows_the_kill_and_does_not_wait_for_it() throws IOException {
        try (NamespaceProcess process = NamespaceProcess.start()) {
            FakeHost.makeGroup(store.group(CONTAINER), process.pid() + "\n");
            store.host().has(new Resource.Alive(process.pid()));
            List<String> shown = new ArrayList<>();

            new RemoveObjects(store.dryRun(shown)).remove(CONTAINER, true);

            assertEquals(
                    List.of("kill -KILL " + process.pid(), "btrfs subvolume delete /var/bocker/ps_42017"),
                    shown.stream().limit(2).toList());
            assertTrue(store.has(CONTAINER));
        }
    }

    @Test
    void by_force_it_waits_until_the_run_has_put_everything_away() {
        store = new TestStore(directory, new FakeHost() {
            private int asked;

            /** Lets the run end while it is waited for. */
            @Override
            public Cancellation cancellation() {
                if (++asked == 3) {
                    store.die(CONTAINER);
                }
                return super.cancellation();
            }
        });
        store.live(CONTAINER, Operation.RUN);

        int status = removeByForce(CONTAINER);

        assertEquals(0, status);
        assertFalse(store.has(CONTAINER));
    }

    @Test
    void a_signal_ends_the_wait_for_a_run() {
        store.live(CONTAINER, Operation.RUN);
        store.host().cancellation().raise(Signal.INT);

        assertThrows(Cancellation.Interrupted.class, () -> removeByForce(CONTAINER));

        assertTrue(store.has(CONTAINER));
    }

    @Test
    void an_image_that_another_process_has_is_refused() {
        store.live("img_42002", Operation.COMMIT);

        assertEquals(
                "'img_42002' is in use by another jocker (process "
                        + ProcessHandle.current().pid() + "); try again later",
                refusal("img_42002"));
        assertTrue(store.has("img_42002"));
    }

    @Test
    void a_deletion_that_is_refused_leaves_everything_as_it_was() {
        store.host().refuse(store.real("btrfs subvolume delete /var/bocker/ps_42017"));

        StepFailed failure = assertThrows(StepFailed.class, () -> remove(CONTAINER));

        assertEquals("cannot delete its subvolume: no", failure.getMessage());
        assertTrue(store.has(CONTAINER));
        assertTrue(Files.exists(store.group(CONTAINER)), "its control group");
        assertEquals(Optional.empty(), store.record(CONTAINER).orElseThrow().owner());
    }

    @Test
    void a_deletion_that_ctrl_c_has_ended_when_it_was_done_is_done() {
        store.effect("btrfs subvolume delete", argv -> {
            new Tree(store.root()).delete(CONTAINER);
            store.host().cancellation().raise(Signal.INT);
            throw HostException.exited(argv, 130, "");
        });

        int status = remove(CONTAINER);

        assertEquals(130, status);
        assertFalse(Files.exists(store.group(CONTAINER)), "its control group");
        assertEquals(List.of(), store.kept("entries"), "records");
    }

    @Test
    void a_full_store_can_be_made_room_in() {
        store.host().fileSystem(Optional.of(new Host.FileSystem("btrfs", false, 0)));

        assertEquals(0, remove(CONTAINER));
        assertFalse(store.has(CONTAINER));
    }

    @Test
    void a_dry_run_shows_the_commands_and_changes_nothing() {
        List<String> shown = new ArrayList<>();
        List<String> before = store.listing();

        new RemoveObjects(store.dryRun(shown)).remove(CONTAINER, false);

        assertEquals(List.of("btrfs subvolume delete /var/bocker/ps_42017", "cgdelete -g cpu,memory:/ps_42017"), shown);
        assertEquals(before, store.listing());
        assertEquals(List.of("btrfs subvolume list -o /var/bocker/ps_42017"), store.done(), "it only looks");
    }

    @Test
    void a_dry_run_of_a_plain_user_does_not_ask_btrfs() {
        store.host().plainUser();
        List<String> shown = new ArrayList<>();

        new RemoveObjects(store.dryRun(shown)).remove("img_42002", false);

        assertEquals(List.of("btrfs subvolume delete /var/bocker/img_42002"), shown);
        assertEquals(List.of(), store.done());
    }
}
