package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jocker.cli.Caller.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code commit}: a container's tree becomes the image, or all stays as it was. */
class CommitCommandTest {
    private Caller caller;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        caller = new Caller(directory);
        caller.image(42002, "old");
        caller.container(42005, "sleep 5");
        caller.write("ps_42005/etc/new", "new");
    }

    @Test
    void the_image_is_replaced_by_a_copy_of_the_container() {
        Result result = caller.jocker("commit", "ps_42005", "img_42002");

        assertEquals(Result.of("Removed: img_42002\nCreated: img_42002\n"), result);
        assertEquals("new", caller.read("img_42002/etc/new"));
        assertEquals("new", caller.read("ps_42005/etc/new"));
        assertFalse(Files.exists(caller.file("img_42002/img.source")), "the old image's file is still there");
        assertFalse(Files.exists(caller.file(".jocker/staging/img_42002")), "the old tree is still there");
    }

    @Test
    void a_dry_run_shows_the_exchange_as_three_renames() {
        assertEquals(Result.of("""
                        btrfs subvolume snapshot /var/bocker/ps_42005 /var/bocker/.jocker/staging/img_42002
                        mv -T /var/bocker/.jocker/staging/img_42002 /var/bocker/.jocker/staging/img_42002.aside \
                        && mv -T /var/bocker/img_42002 /var/bocker/.jocker/staging/img_42002 \
                        && mv -T /var/bocker/.jocker/staging/img_42002.aside /var/bocker/img_42002
                        btrfs subvolume delete /var/bocker/.jocker/staging/img_42002
                        """), caller.jocker("--dry-run", "commit", "ps_42005", "img_42002"));
        assertEquals("old\n", caller.read("img_42002/img.source"));
    }

    @Test
    void an_exchange_that_fails_leaves_the_old_image_and_no_copy() {
        caller.host().refuse("exchange " + caller.file(".jocker/staging/img_42002") + " " + caller.file("img_42002"));

        Result result = caller.jocker("commit", "ps_42005", "img_42002");

        assertEquals(
                Result.refused(125, "jocker: cannot put the new image in the old one's place, at once: no\n"), result);
        assertEquals("old\n", caller.read("img_42002/img.source"));
        assertFalse(Files.exists(caller.file(".jocker/staging/img_42002")), "the copy is still there");
    }

    @Test
    void what_is_not_there_is_told_in_bockers_words() {
        assertEquals(
                Result.refused(1, "No container named 'nosuch' exists\n"),
                caller.jocker("commit", "nosuch", "img_42002"));
        assertEquals(
                Result.refused(1, "No image named 'img_42003' exists\n"),
                caller.jocker("commit", "ps_42005", "img_42003"));
        assertEquals(List.of(), caller.done());
    }

    @Test
    void a_container_that_runs_is_refused() {
        caller.running(42007, "sleep 9");

        assertEquals(
                Result.refused(
                        1, "jocker: container 'ps_42007' is running; kill and remove it with: jocker rm -f ps_42007\n"),
                caller.jocker("commit", "ps_42007", "img_42002"));
    }

    @Test
    void a_container_with_subvolumes_inside_is_refused() {
        caller.host()
                .answer(
                        "btrfs subvolume list -o " + caller.file("ps_42005"),
                        "ID 300 gen 12 top level 299 path ps_42005/var\n");

        assertEquals(
                Result.refused(
                        1,
                        "jocker: 'ps_42005' has subvolumes inside, which a copy of it would show empty;"
                                + " see them with: btrfs subvolume list -o /var/bocker/ps_42005\n"),
                caller.jocker("commit", "ps_42005", "img_42002"));
    }

    @Test
    void an_image_that_another_process_works_on_is_refused() {
        caller.beingRemoved(42002);

        assertEquals(
                Result.refused(
                        1,
                        "jocker: 'img_42002' is in use by another jocker (process "
                                + ProcessHandle.current().pid() + "); try again later\n"),
                caller.jocker("commit", "ps_42005", "img_42002"));
    }
}
