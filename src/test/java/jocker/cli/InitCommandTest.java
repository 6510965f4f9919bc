package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.cli.Caller.Result;
import jocker.os.Host;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code init}: an image from a directory. */
class InitCommandTest {
    @TempDir
    private Path directory;

    private Path tree;
    private Caller caller;

    @BeforeEach
    void prepare() throws IOException {
        tree = Files.createDirectory(directory.resolve("tree"));
        caller = new Caller(directory);
        caller.freeImage(42150);
    }

    @Test
    void the_image_is_made_out_of_sight_and_gets_its_name_last() {
        Result result = caller.jocker("init", tree.toString());

        assertEquals(Result.of("Created: img_42150\n"), result);
        assertEquals(
                List.of(
                        "btrfs subvolume create /var/bocker/.jocker/staging/img_42150",
                        "cp -a --reflink=auto " + tree + "/. /var/bocker/.jocker/staging/img_42150",
                        "write /var/bocker/.jocker/staging/img_42150/img.source " + tree,
                        "move /var/bocker/.jocker/staging/img_42150 /var/bocker/img_42150"),
                caller.done());
        assertEquals(tree + "\n", caller.read("img_42150/img.source"));
    }

    @Test
    void a_dry_run_shows_the_commands_and_creates_nothing() {
        assertEquals(
                Result.of("""
                        btrfs subvolume create /var/bocker/.jocker/staging/img_42150
                        cp -a --reflink=auto TREE/. /var/bocker/.jocker/staging/img_42150
                        echo TREE > /var/bocker/.jocker/staging/img_42150/img.source
                        mv -T /var/bocker/.jocker/staging/img_42150 /var/bocker/img_42150
                        """.replace("TREE", tree.toString())), caller.jocker("--dry-run", "init", tree.toString()));
        assertFalse(Files.exists(caller.file("img_42150")), "a dry run has made an image");
    }

    @Test
    void the_source_of_a_directory_that_was_an_image_before_stays() throws IOException {
        Files.writeString(tree.resolve("img.source"), "debian:12\n");

        Result result = caller.jocker("--dry-run", "init", tree.toString());

        assertEquals(
                List.of(),
                result.out().lines().filter(it -> it.startsWith("echo")).toList());
    }

    @Test
    void a_copy_that_fails_leaves_nothing() {
        caller.host().refuse("cp -a --reflink=auto " + tree + "/. " + caller.file(".jocker/staging/img_42150"));

        assertEquals(
                Result.refused(125, "jocker: cannot copy the directory: no\n"), caller.jocker("init", tree.toString()));
        assertFalse(Files.exists(caller.file(".jocker/staging/img_42150")), "the half-made image is still there");
        assertFalse(Files.exists(caller.file(".jocker/entries/img_42150")), "the id is still taken");
    }

    @Test
    void a_directory_that_is_not_there_is_told_in_bockers_words() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertEquals(Result.refused(1, "No directory named '/no/such' exists\n"), caller.jocker("init", "/no/such"));
        assertEquals(Result.refused(1, "No directory named '' exists\n"), caller.jocker("init", ""));
        assertEquals(
                Result.refused(1, "No directory named '" + file + "' exists\n"),
                caller.jocker("init", file.toString()));
    }

    @Test
    void a_directory_that_holds_the_store_is_refused() {
        assertEquals(
                Result.refused(
                        1, "jocker: the directory holds the store /var/bocker, which cannot be copied into itself\n"),
                caller.jocker("init", directory.toString()));
    }

    @Test
    void a_store_without_room_is_refused_with_what_makes_room() {
        caller.host().fileSystem(Optional.of(new Host.FileSystem("btrfs", false, 15L << 20)));

        assertEquals(
                Result.refused(
                        1,
                        "jocker: the store /var/bocker has 15 MiB left;"
                                + " mend it with: jocker prune --stopped, or jocker rm ID\n"),
                caller.jocker("init", tree.toString()));
    }

    @Test
    void when_all_ids_are_taken_it_says_how_to_make_room() {
        caller.image(42150);

        assertEquals(
                Result.refused(
                        1,
                        "jocker: all 253 image ids are taken;"
                                + " make room with: jocker prune --stopped, or jocker rm ID\n"),
                caller.jocker("init", tree.toString()));
    }
}
