package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jocker.cli.Caller.Result;
import jocker.os.Resource;
import jocker.os.Signal;
import jocker.store.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rm}: one thing that cannot be deleted does not keep the others. */
class RemoveCommandTest {
    private static final String LAYER = "a".repeat(64);

    private Caller caller;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        caller = new Caller(directory);
        caller.image(42002);
        caller.container(42005, "sleep 5", new Outcome(0, 0));
    }

    @Test
    void images_and_containers_are_deleted_with_what_is_written_down_of_them() {
        Result result = caller.jocker("rm", "img_42002", "ps_42005");

        assertEquals(Result.of("Removed: img_42002\nRemoved: ps_42005\n"), result);
        assertFalse(Files.exists(caller.file("img_42002")), "the image is still there");
        assertFalse(Files.exists(caller.file("ps_42005")), "the container is still there");
        assertFalse(Files.exists(caller.file(".jocker/entries/ps_42005")), "the container's record is still there");
    }

    @Test
    void all_that_belongs_to_a_container_goes_with_it() {
        caller.host().has(new Resource.Interface("veth0_ps_42005"));
        caller.writeGroup(42005, "cgroup.procs", "");

        assertEquals(Result.of("Removed: ps_42005\n"), caller.jocker("rm", "ps_42005"));
        assertEquals(
                List.of(
                        "btrfs subvolume list -o /var/bocker/ps_42005",
                        "btrfs subvolume delete /var/bocker/ps_42005",
                        "ip link del dev veth0_ps_42005",
                        "cgdelete -g cpu,memory:/ps_42005"),
                caller.done());
    }

    @Test
    void subvolumes_inside_go_first_by_their_numbers_the_innermost_before_the_others() {
        caller.host()
                .answer(
                        "btrfs subvolume list -o " + caller.file("ps_42005"),
                        "ID 300 gen 12 top level 299 path ps_42005/a\n");
        caller.host().answer("btrfs inspect-internal rootid " + caller.file("ps_42005"), "299\n");
        caller.host()
                .answer(
                        "btrfs subvolume list " + caller.file(""),
                        "ID 299 gen 12 top level 5 path ps_42005\n"
                                + "ID 300 gen 12 top level 299 path ps_42005/a\n"
                                + "ID 301 gen 12 top level 300 path ps_42005/a/b\n");

        assertEquals(Result.of("""
                        btrfs subvolume delete --subvolid 301 /var/bocker
                        btrfs subvolume delete --subvolid 300 /var/bocker
                        btrfs subvolume delete /var/bocker/ps_42005
                        """), caller.jocker("--dry-run", "rm", "ps_42005"));
    }

    @Test
    void the_layers_that_no_other_image_needs_go_with_an_image() {
        caller.pulled(42003, "web:1", LAYER, "{}");
        caller.write(".jocker/layers/" + LAYER + "/file", "");

        assertEquals(Result.of("Removed: img_42003\n"), caller.jocker("rm", "img_42003"));
        assertFalse(Files.exists(caller.file(".jocker/layers/" + LAYER)), "the layer is still there");
    }

    @Test
    void the_layers_that_another_image_needs_stay() {
        caller.pulled(42003, "web:1", LAYER, "{}");
        caller.pulled(42004, "web:2", LAYER, "{}");
        caller.write(".jocker/layers/" + LAYER + "/file", "");

        assertEquals(Result.of("Removed: img_42003\n"), caller.jocker("rm", "img_42003"));
        assertTrue(Files.exists(caller.file(".jocker/layers/" + LAYER)), "img_42004 has lost its layer");
    }

    @Test
    void what_is_not_there_does_not_keep_the_others() {
        assertEquals(
                new Result(
                        1,
                        "Removed: img_42002\nRemoved: ps_42005\n",
                        "No container named 'nosuch' exists\nNo container named 'img_42002' exists\n"),
                caller.jocker("rm", "img_42002", "nosuch", "img_42002", "ps_42005"));
    }

    @Test
    void what_the_host_refuses_to_delete_does_not_keep_the_others() {
        caller.host().refuse("btrfs subvolume delete " + caller.file("img_42002"));

        assertEquals(
                new Result(125, "Removed: ps_42005\n", "jocker: cannot delete its subvolume: no\n"),
                caller.jocker("rm", "img_42002", "ps_42005"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", ".jocker", "img_42001", "ps_42255", "ps_42005/", "img_.*"})
    void what_is_no_id_is_refused_and_nothing_is_done(String text) {
        assertEquals(Result.refused(1, "No container named '" + text + "' exists\n"), caller.jocker("rm", "-f", text));
        assertEquals(List.of(), caller.done());
    }

    @Test
    void a_name_made_to_deceive_is_shown_on_one_line() {
        assertEquals(
                Result.refused(1, "No container named 'a\\nb\\x1b[31m' exists\n"),
                caller.jocker("rm", "a\nb\u001b[31m"));
    }

    @Test
    void a_container_that_runs_is_refused() {
        caller.running(42007, "sleep 9");

        assertEquals(
                Result.refused(
                        1, "jocker: container 'ps_42007' is running; kill and remove it with: jocker rm -f ps_42007\n"),
                caller.jocker("rm", "ps_42007"));
        assertTrue(Files.exists(caller.file("ps_42007")), "its tree is gone");
    }

    @Test
    void force_deletes_a_container_that_has_ended_as_well() {
        assertEquals(Result.of("Removed: ps_42005\n"), caller.jocker("rm", "--force", "ps_42005"));
    }

    @Test
    void a_signal_while_one_is_deleted_keeps_the_others_and_ends_with_its_status() {
        caller.host()
                .effect(
                        "btrfs subvolume delete " + caller.file("img_42002"),
                        argv -> caller.host().cancellation().raise(Signal.INT));

        Result result = caller.jocker("rm", "img_42002", "ps_42005");

        assertEquals(new Result(130, "Removed: img_42002\n", ""), result);
        assertTrue(Files.exists(caller.file("ps_42005")), "the second was deleted after the signal");
    }

    @Test
    void a_dry_run_shows_the_commands_and_claims_nothing() {
        assertEquals(
                Result.of("btrfs subvolume delete /var/bocker/img_42002\n"),
                caller.jocker("--dry-run", "rm", "img_42002"));
        assertTrue(Files.exists(caller.file("img_42002")), "a dry run has deleted the image");
    }
}
