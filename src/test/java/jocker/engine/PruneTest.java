package jocker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import jocker.os.FakeHost;
import jocker.os.Resource;
import jocker.os.TestFiles;
import jocker.plan.StepFailed;
import jocker.store.ContainerId;
import jocker.store.Operation;
import jocker.store.Outcome;
import jocker.store.StateRecord;
import jocker.text.Message;
import jocker.text.Texts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prune}: what dead processes have left goes, and what live ones work on stays. */
class PruneTest {
    private static final String CONTAINER = "ps_42017";
    private static final Resource CABLE = new Resource.Interface("veth0_ps_42017");
    private static final Resource NAMESPACE = Resource.Paths.of(Path.of("/run/netns/netns_ps_42017"));

    @TempDir
    private Path directory;

    private TestStore store;
    private final List<String> reported = new ArrayList<>();

    @BeforeEach
    void prepare() {
        store = new TestStore(directory);
        store.tree("img_42002");
    }

    /** A report that writes down what it is told, failures too. */
    private final class Told implements Prune.Report {
        @Override
        public int attempt(IntSupplier part) {
            try {
                return part.getAsInt();
            } catch (StepFailed e) {
                reported.add("failed: " + e.getMessage());
                return 125;
            }
        }

        @Override
        public void cleared(Message what) {
            reported.add(store.shown(Texts.ENGLISH.say(what)));
        }

        @Override
        public void removed(ContainerId container) {
            reported.add("removed " + container);
        }
    }

    private int prune() {
        return new Prune(store.engine(), new Told()).prune(false);
    }

    private int pruneWithStopped() {
        return new Prune(store.engine(), new Told()).prune(true);
    }

    /** What a run leaves that is killed while its container runs, or before. */
    private void killedRun() {
        store.dead(CONTAINER, Operation.RUN);
        store.tree(CONTAINER);
        store.host().has(CABLE);
        store.host().has(NAMESPACE);
        FakeHost.makeGroup(store.group(CONTAINER), "4711\n");
        store.host().has(new Resource.Alive(4711));
        Resource mount = new Resource.MountPoint(store.path(CONTAINER).resolve("proc"));
        store.host().has(mount);
        store.effect("umount", argv -> store.host().hasNot(mount));
    }

    @Test
    void where_nothing_is_left_nothing_is_done() {
        store.finished(CONTAINER);

        int status = prune();

        assertEquals(0, status);
        assertEquals(List.of(), store.done());
        assertEquals(List.of(), reported);
    }

    @Test
    void a_run_that_died_before_its_container_ran_is_cleared_with_its_tree() {
        killedRun();

        int status = prune();

        assertEquals(0, status);
        assertEquals(
                List.of(
                        "kill 4711",
                        "ip link del dev veth0_ps_42017",
                        "ip netns del netns_ps_42017",
                        "umount --lazy /var/bocker/ps_42017/proc",
                        "cgdelete -g cpu,memory:/ps_42017",
                        "btrfs subvolume delete /var/bocker/ps_42017"),
                store.done());
        assertEquals(
                List.of(
                        "process 4711 of ps_42017",
                        "interface veth0_ps_42017",
                        "namespace netns_ps_42017",
                        "mount /var/bocker/ps_42017/proc",
                        "control group ps_42017",
                        "half-made container ps_42017"),
                reported);
        assertFalse(store.has(CONTAINER));
        assertEquals(List.of(), store.kept("entries"), "records");
    }

    @Test
    void a_container_whose_run_died_while_it_ran_is_kept_as_one_that_has_ended() {
        killedRun();
        TestFiles.write(store.store().records().keptLog(new ContainerId(42017)), "hello\n");

        prune();

        assertTrue(store.has(CONTAINER));
        assertFalse(store.host().exists(CABLE), "its cable");
        assertFalse(store.host().exists(NAMESPACE), "its namespace");
        assertEquals(Optional.empty(), store.record(CONTAINER).flatMap(StateRecord::owner));
        assertEquals(List.of(CONTAINER), store.kept("logs"), "kept logs");
    }

    @Test
    void what_a_live_process_works_on_is_left_alone() {
        store.live(CONTAINER, Operation.RUN);
        store.tree(CONTAINER);
        store.host().has(CABLE);
        store.host().has(NAMESPACE);
        FakeHost.makeGroup(store.group(CONTAINER), "");

        int status = pruneWithStopped();

        assertEquals(0, status);
        assertEquals(List.of(), store.done());
        assertEquals(List.of(), reported);
        assertTrue(store.record(CONTAINER).orElseThrow().isLive());
    }

    @Test
    void an_empty_record_is_one_of_a_run_that_the_power_has_ended() {
        store.tree(CONTAINER);
        TestFiles.write(store.path(".jocker/entries/ps_42017"), "");

        prune();

        assertEquals(List.of("half-made container ps_42017"), reported);
        assertEquals(List.of(), store.kept("entries"), "records");
    }

    @Test
    void an_image_that_was_being_made_is_cleared() throws IOException {
        store.dead("img_42150", Operation.PULL);
        for (String name : List.of("img_42150", "img_42150.layer", "img_42150.oci")) {
            Files.createDirectories(store.path(".jocker/staging/" + name));
        }
        TestFiles.write(store.path(".jocker/staging/img_42150.auth"), "secret");
        TestFiles.write(store.path(".jocker/images/img_42150"), "layers=abc\n");

        prune();

        assertEquals(
                List.of(
                        "half-made image img_42150",
                        "half-made layer of img_42150",
                        "manifest of img_42150",
                        "credentials for img_42150"),
                reported);
        assertEquals(List.of(), store.kept("staging"), "what is out of sight");
        assertEquals(List.of(), store.kept("entries"), "records");
        assertEquals(List.of(), store.kept("images"), "what is known of images");
    }

    @Test
    void an_image_that_is_whole_stays_when_the_process_that_replaced_it_has_died() throws IOException {
        store.dead("img_42002", Operation.COMMIT);
        Files.createDirectories(store.path(".jocker/staging/img_42002"));

        prune();

        assertTrue(store.has("img_42002"));
        assertEquals(List.of("btrfs subvolume delete /var/bocker/.jocker/staging/img_42002"), store.done());
        assertEquals(List.of(), store.kept("entries"), "records");
    }

    @Test
    void what_has_no_record_is_cleared_too() throws IOException {
        store.host().has(CABLE);
        store.host().has(NAMESPACE);
        Files.createDirectories(store.path(".jocker/staging/img_42150"));

        prune();

        assertEquals(
                List.of("interface veth0_ps_42017", "namespace netns_ps_42017", "half-made image img_42150"), reported);
        assertEquals(List.of(), store.kept("entries"), "records");
    }

    @Test
    void layers_that_no_image_needs_are_cleared() throws IOException {
        Files.createDirectories(store.path(".jocker/layers/abc"));
        TestFiles.write(store.path(".jocker/blobs/sha256/def"), "blob");

        prune();

        assertEquals(List.of("layer abc", "blob def"), reported);
        assertEquals(List.of(), store.kept("layers"), "layers");
        assertEquals(List.of(), store.kept("blobs/sha256"), "blobs");
    }

    @Test
    void one_thing_that_cannot_be_cleared_does_not_keep_the_others() {
        killedRun();
        store.dead("ps_42018", Operation.RUN);
        store.tree("ps_42018");
        store.host().refuse("ip netns del netns_ps_42017");

        int status = prune();

        assertEquals(125, status);
        assertEquals(
                List.of(
                        "process 4711 of ps_42017",
                        "interface veth0_ps_42017",
                        "mount /var/bocker/ps_42017/proc",
                        "control group ps_42017",
                        "half-made container ps_42017",
                        "failed: cannot clear namespace netns_ps_42017: no; this stays undone, and jocker prune clears"
                                + " what is left: \"ip netns del netns_ps_42017\"",
                        "half-made container ps_42018"),
                reported);
        assertEquals(List.of(CONTAINER), store.kept("entries"), "the record of what is left");
    }

    @Test
    void finished_containers_stay_unless_they_are_asked_for() {
        store.finished(CONTAINER);
        store.finished("ps_42018");
        store.live("ps_42018", Operation.RUN);

        prune();
        assertEquals(List.of(), reported);

        int status = pruneWithStopped();
        assertEquals(0, status);
        assertEquals(List.of("removed ps_42017"), reported);
        assertFalse(store.has(CONTAINER));
        assertTrue(store.has("ps_42018"), "it runs");
        assertEquals(List.of("ps_42018"), store.kept("entries"), "records");
    }

    @Test
    void a_finished_container_keeps_what_is_known_of_its_run() {
        store.finished(CONTAINER);
        Optional<StateRecord> before = store.record(CONTAINER);

        prune();

        assertEquals(before, store.record(CONTAINER));
        assertEquals(Optional.of(Outcome.of(0)), before.flatMap(StateRecord::outcome));
    }

    @Test
    void what_an_undo_that_failed_has_left_is_cleared_once_the_run_has_ended() {
        store.live(CONTAINER, Operation.RUN);
        store.host().has(NAMESPACE);
        prune();
        assertEquals(List.of(), reported, "while the process lives");

        store.die(CONTAINER);
        prune();

        assertEquals(List.of("namespace netns_ps_42017"), reported);
        assertEquals(List.of(), store.kept("entries"), "records");
    }

    @Test
    void a_dry_run_shows_what_would_be_cleared_and_changes_nothing() {
        killedRun();
        List<String> shown = new ArrayList<>();
        List<String> before = store.listing();

        int status = new Prune(store.dryRun(shown), new Told()).prune(true);

        assertEquals(0, status);
        assertEquals(
                List.of(
                        "kill -KILL 4711",
                        "ip link del dev veth0_ps_42017",
                        "ip netns del netns_ps_42017",
                        "umount --lazy /var/bocker/ps_42017/proc",
                        "cgdelete -g cpu,memory:/ps_42017",
                        "btrfs subvolume delete /var/bocker/ps_42017"),
                shown.subList(0, 6));
        assertEquals(before, store.listing());
        assertEquals(List.of("btrfs subvolume list -o /var/bocker/ps_42017"), store.done(), "it only looks");
    }
}
