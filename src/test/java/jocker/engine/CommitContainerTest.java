package jocker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.os.Signal;
import jocker.os.TestFiles;
import jocker.os.Tree;
import jocker.plan.StepFailed;
import jocker.store.ContainerId;
import jocker.store.Operation;
import jocker.store.Outcome;
import jocker.store.StateRecord;
import jocker.text.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code commit}: the container's tree takes the image's place at once, and the old one is deleted. */
class CommitContainerTest {
    private static final String CONTAINER = "ps_42017";
    private static final String IMAGE = "img_42002";
    private static final String STAGING = "/var/bocker/.jocker/staging/img_42002";
    private static final String SNAPSHOT = "btrfs subvolume snapshot /var/bocker/ps_42017 " + STAGING;
    private static final String EXCHANGE = "exchange " + STAGING + " /var/bocker/img_42002";
    private static final String DELETE = "btrfs subvolume delete " + STAGING;
    private static final List<String> LOOKS =
            List.of("btrfs subvolume list -o /var/bocker/ps_42017", "btrfs subvolume list -o /var/bocker/img_42002");

    @TempDir
    private Path directory;

    private TestStore store;

    @BeforeEach
    void prepare() {
        store = new TestStore(directory);
        TestFiles.write(store.tree(IMAGE).resolve("who"), "old");
        store.finished(CONTAINER);
        TestFiles.write(store.path(CONTAINER).resolve("who"), "new");
    }

    private int commit() {
        return new CommitContainer(store.engine()).commit(CONTAINER, IMAGE);
    }

    private String refusal(String container, String image) {
        CommitContainer verb = new CommitContainer(store.engine());
        return assertThrows(UserException.class, () -> verb.commit(container, image))
                .getMessage();
    }

    private String who(String tree) {
        return TestFiles.read(store.path(tree).resolve("who"));
    }

    /** What was done beside looking. */
    private List<String> changes() {
        return store.done().stream().filter(it -> !LOOKS.contains(it)).toList();
    }

    @Test
    void the_image_becomes_what_the_container_is() {
        int status = commit();

        assertEquals(0, status);
        assertEquals("new", who(IMAGE));
        assertEquals("new", who(CONTAINER));
        assertEquals(List.of(SNAPSHOT, EXCHANGE, DELETE), changes());
    }

    @Test
    void the_old_image_is_gone_and_the_containers_record_stays() {
        commit();

        assertEquals(List.of(), store.kept("staging"), "what is out of sight");
        assertEquals(List.of(CONTAINER), store.kept("entries"), "records");
        assertEquals(
                Optional.of(new StateRecord(
                        new ContainerId(42017),
                        Optional.empty(),
                        Optional.of("echo hello"),
                        Optional.of(Outcome.of(0)))),
                store.record(CONTAINER));
    }

    @ParameterizedTest
    @CsvSource({
        "ps_42018, img_42002, No container named 'ps_42018' exists",
        "img_42002, img_42002, No container named 'img_42002' exists",
        "ps_42017, img_42003, No image named 'img_42003' exists",
        "ps_42017, ps_42017, No image named 'ps_42017' exists"
    })
    void what_does_not_exist_is_refused_in_bockers_words(String container, String image, String message) {
        assertEquals(message, refusal(container, image));
        assertEquals(List.of(), store.done());
    }

    @Test
    void a_container_that_runs_is_refused() {
        store.live(CONTAINER, Operation.RUN);

        assertEquals(
                "container 'ps_42017' is running; kill and remove it with: jocker rm -f ps_42017",
                refusal(CONTAINER, IMAGE));
        assertEquals("old", who(IMAGE));
    }

    @Test
    void an_image_that_another_process_has_is_refused() {
        store.live(IMAGE, Operation.REMOVE);

        assertEquals(
                "'img_42002' is in use by another jocker (process "
                        + ProcessHandle.current().pid() + "); try again later",
                refusal(CONTAINER, IMAGE));
        assertEquals(Optional.empty(), store.record(CONTAINER).orElseThrow().owner(), "who has the container");
        assertEquals("old", who(IMAGE));
    }

    @Test
    void a_container_with_subvolumes_inside_is_refused() {
        store.host().answer(store.real(LOOKS.get(0)), "ID 258 gen 12 top level 257 path ps_42017/a\n");

        assertEquals(
                "'ps_42017' has subvolumes inside, which a copy of it would show empty; see them with: " + LOOKS.get(0),
                store.shown(refusal(CONTAINER, IMAGE)));
        assertEquals("old", who(IMAGE));
    }

    @Test
    void a_store_without_room_is_refused() {
        store.host().fileSystem(Optional.of(new Host.FileSystem("btrfs", false, 0)));

        assertEquals(
                "the store /var/bocker has 0 MiB left; mend it with: jocker prune --stopped, or jocker rm ID",
                store.shown(refusal(CONTAINER, IMAGE)));
    }

    @Test
    void subvolumes_inside_the_old_image_are_deleted_before_it() {
        store.host().answer(store.real(LOOKS.get(1)), "ID 259 gen 12 top level 256 path img_42002/a\n");
        store.host().answer(store.real("btrfs inspect-internal rootid /var/bocker/img_42002"), "256\n");
        store.host().answer(store.real("btrfs subvolume list /var/bocker"), """
                ID 256 gen 10 top level 5 path img_42002
                ID 259 gen 12 top level 256 path img_42002/a
                """);

        commit();

        assertEquals(
                List.of(SNAPSHOT, EXCHANGE, "btrfs subvolume delete --subvolid 259 /var/bocker", DELETE),
                changes().stream()
                        .filter(it -> !it.contains("rootid") && !it.contains("list"))
                        .toList());
    }

    @Test
    void a_snapshot_that_is_refused_changes_nothing() {
        store.host().refuse(store.real(SNAPSHOT));

        StepFailed failure = assertThrows(StepFailed.class, this::commit);

        assertEquals("cannot copy the container without copying a byte: no", failure.getMessage());
        assertEquals(List.of(), changes());
        assertEquals("old", who(IMAGE));
        assertEquals(List.of(CONTAINER), store.kept("entries"), "records");
    }

    @Test
    void an_exchange_that_is_refused_has_the_snapshot_undone() {
        store.host().refuse(store.real(EXCHANGE));

        StepFailed failure = assertThrows(StepFailed.class, this::commit);

        assertEquals("cannot put the new image in the old one's place, at once: no", failure.getMessage());
        assertEquals(List.of(SNAPSHOT, DELETE), changes());
        assertEquals("old", who(IMAGE));
        assertEquals(List.of(), store.kept("staging"), "what is out of sight");
    }

    @Test
    void an_old_image_that_cannot_be_deleted_is_put_back() {
        int[] tries = {0};
        store.effect("btrfs subvolume delete", argv -> {
            if (++tries[0] == 1) {
                throw HostException.exited(argv, 1, "busy");
            }
            new Tree(store.path(".jocker/staging")).delete(IMAGE);
        });

        StepFailed failure = assertThrows(StepFailed.class, this::commit);

        assertEquals(
                "cannot delete the old image: \"" + DELETE + "\" exited 1: busy", store.shown(failure.getMessage()));
        assertEquals(List.of(SNAPSHOT, EXCHANGE, DELETE, EXCHANGE, DELETE), changes());
        assertEquals("old", who(IMAGE));
        assertEquals(List.of(), store.kept("staging"), "what is out of sight");
    }

    @Test
    void a_signal_when_all_is_done_is_the_status() {
        store.effect("btrfs subvolume delete", argv -> {
            new Tree(store.path(".jocker/staging")).delete(IMAGE);
            store.host().cancellation().raise(Signal.TERM);
        });

        int status = commit();

        assertEquals(143, status);
        assertEquals("new", who(IMAGE));
    }

    @Test
    void a_dry_run_shows_the_commands_and_changes_nothing() {
        List<String> shown = new ArrayList<>();
        List<String> before = store.listing();

        new CommitContainer(store.dryRun(shown)).commit(CONTAINER, IMAGE);

        assertEquals(
                List.of(
                        SNAPSHOT,
                        "mv -T " + STAGING + " " + STAGING + ".aside && mv -T /var/bocker/img_42002 " + STAGING
                                + " && mv -T " + STAGING + ".aside /var/bocker/img_42002",
                        DELETE),
                shown);
        assertEquals(before, store.listing());
        assertFalse(store.done().contains(SNAPSHOT), store.done().toString());
        assertTrue(LOOKS.containsAll(store.done()), store.done().toString());
    }
}
