package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jocker.cli.Caller.Result;
import jocker.os.Resource;
import jocker.store.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prune}: a line for each thing that a killed jocker has left, and nothing else goes. */
class PruneCommandTest {
    private static final String LAYER = "a".repeat(64);
    private static final String BLOB = "b".repeat(64);
    private static final Resource.Interface CABLE = new Resource.Interface("veth0_ps_42017");
    private static final Resource NAMESPACE = Resource.Paths.of(Path.of("/run/netns/netns_ps_42017"));

    private Caller caller;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        caller = new Caller(directory);
    }

    /** Leaves behind all that a run can leave which is killed before its container is started. */
    private void killedRun() {
        caller.container(42017, "sleep 5");
        caller.killed(42017);
        caller.host().has(CABLE);
        caller.host().has(NAMESPACE);
        caller.host().has(new Resource.Alive(4711));
        caller.writeGroup(42017, "cgroup.procs", "4711\n");
    }

    @Test
    void all_that_a_killed_run_has_left_is_cleared_a_line_each() {
        killedRun();

        Result result = caller.jocker("prune");

        assertEquals(Result.of("""
                        Cleared: process 4711 of ps_42017
                        Cleared: interface veth0_ps_42017
                        Cleared: namespace netns_ps_42017
                        Cleared: control group ps_42017
                        Cleared: half-made container ps_42017
                        """), result);
        assertFalse(Files.exists(caller.file("ps_42017")), "the tree is still there");
        assertFalse(Files.exists(caller.file(".jocker/entries/ps_42017")), "the id is still taken");
    }

    @Test
    void once_more_there_is_nothing_to_clear() {
        killedRun();
        caller.jocker("prune");

        assertEquals(Result.of(""), caller.jocker("prune"));
    }

    @Test
    void a_dry_run_shows_the_commands_and_clears_nothing() {
        killedRun();

        Result result = caller.jocker("--dry-run", "prune");

        assertEquals(Result.of("""
                        kill -KILL 4711
                        ip link del dev veth0_ps_42017
                        ip netns del netns_ps_42017
                        cgdelete -g cpu,memory:/ps_42017
                        btrfs subvolume delete /var/bocker/ps_42017
                        """), result);
        assertTrue(Files.exists(caller.file(".jocker/entries/ps_42017")), "a dry run has forgotten the record");
    }

    @Test
    void a_container_that_was_started_keeps_its_tree_and_its_log() {
        killedRun();
        caller.write(".jocker/logs/ps_42017", "said\n");

        caller.jocker("prune");

        assertEquals(Result.of("CONTAINER_ID\t\tCOMMAND\nps_42017\t\tsleep 5\n"), caller.jocker("ps"));
        assertEquals("said\n", caller.read(".jocker/logs/ps_42017"));
    }

    @Test
    void what_cannot_be_cleared_is_told_and_does_not_keep_the_rest() {
        killedRun();
        caller.host().refuse("ip link del dev veth0_ps_42017");

        Result result = caller.jocker("prune");

        assertEquals(
                new Result(
                        125,
                        """
                        Cleared: process 4711 of ps_42017
                        Cleared: namespace netns_ps_42017
                        Cleared: control group ps_42017
                        Cleared: half-made container ps_42017
                        """,
                        "jocker: cannot clear interface veth0_ps_42017: no; this stays undone,"
                                + " and jocker prune clears what is left: \"ip link del dev veth0_ps_42017\"\n"),
                result);
    }

    @Test
    void a_half_made_image_is_cleared() {
        caller.write(".jocker/entries/img_42150", "");
        caller.write(".jocker/staging/img_42150/file", "");
        caller.write(".jocker/staging/img_42150.layer/file", "");
        caller.write(".jocker/staging/img_42150.auth", "secret");
        Path credentials = caller.file(".jocker/staging/img_42150.auth");
        caller.host().effect("rm -f " + credentials, argv -> caller.host().delete(credentials));

        assertEquals(Result.of("""
                        Cleared: half-made image img_42150
                        Cleared: half-made layer of img_42150
                        Cleared: credentials for img_42150
                        """), caller.jocker("prune"));
    }

    @Test
    void layers_and_blobs_that_no_image_needs_are_cleared() {
        caller.pulled(42002, "web:1", LAYER, "{}");
        caller.write(".jocker/layers/" + LAYER + "/file", "");
        caller.write(".jocker/layers/" + BLOB + "/file", "");

        assertEquals(Result.of("Cleared: layer " + BLOB + "\n"), caller.jocker("prune"));
        assertTrue(Files.exists(caller.file(".jocker/layers/" + LAYER)), "img_42002 has lost its layer");
    }

    @Test
    void containers_that_have_ended_stay_unless_they_are_asked_for() {
        caller.container(42005, "sleep 5", new Outcome(0, 0));
        caller.running(42007, "sleep 9");
        caller.image(42002);

        assertEquals(Result.of(""), caller.jocker("prune"));
        assertEquals(Result.of("Removed: ps_42005\n"), caller.jocker("prune", "--stopped"));
        assertEquals(Result.of("CONTAINER_ID\t\tCOMMAND\nps_42007\t\tsleep 9\n"), caller.jocker("ps"));
        assertEquals(Result.of("IMAGE_ID\t\tSOURCE\nimg_42002\t\t\n"), caller.jocker("images"));
    }

    @Test
    void a_container_that_cannot_be_removed_does_not_keep_the_others() {
        caller.container(42005, "sleep 5");
        caller.container(42006, "sleep 6");
        caller.host().refuse("btrfs subvolume delete " + caller.file("ps_42005"));

        assertEquals(
                new Result(125, "Removed: ps_42006\n", "jocker: cannot delete its subvolume: no\n"),
                caller.jocker("prune", "--stopped"));
    }

    @Test
    void a_run_that_is_under_way_is_left_alone() {
        caller.running(42007, "sleep 9");
        caller.host().has(new Resource.Interface("veth0_ps_42007"));

        assertEquals(Result.of(""), caller.jocker("prune"));
        assertEquals(List.of(), caller.done());
    }

    @Test
    void what_is_cleared_is_told_in_the_users_language() {
        killedRun();

        assertEquals(
                "片付けました: ps_42017 のプロセス 4711",
                caller.jocker("--lang", "ja", "prune").out().lines().findFirst().orElse(""));
    }
}
