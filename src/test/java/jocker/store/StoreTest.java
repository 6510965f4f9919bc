package jocker.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.os.FakeHost;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.text.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in a store, read from its directory. */
class StoreTest {
    private static final ImageId IMAGE = new ImageId(42002);
    private static final ContainerId CONTAINER = new ContainerId(42017);

    @TempDir
    private Path root;

    private final FakeHost host = new FakeHost();
    private Store store;

    @BeforeEach
    void open() {
        store = Store.at(host, root);
    }

    private Path tree(Id id) throws IOException {
        return Files.createDirectories(root.resolve(id.toString()));
    }

    @Test
    void a_directory_that_does_not_exist_is_no_store() {
        host.fileSystem(Optional.empty());

        UserException refusal = assertThrows(UserException.class, () -> Store.at(host, root));

        assertEquals(
                "there is no store at " + root + "; prepare one with: sudo scripts/setup-host", refusal.getMessage());
    }

    @Test
    void a_directory_on_another_file_system_is_no_store() {
        host.fileSystem(Optional.of(new Host.FileSystem("ext4", false, 1L << 40)));

        UserException refusal = assertThrows(UserException.class, () -> Store.at(host, root));

        assertEquals(
                "the store " + root + " is on ext4, not on btrfs; mount one there with: sudo scripts/setup-host",
                refusal.getMessage());
    }

    @Test
    void a_store_that_is_mounted_read_only_can_be_looked_at() throws IOException {
        host.fileSystem(Optional.of(new Host.FileSystem("btrfs", true, 1L << 40)));
        tree(IMAGE);

        assertEquals(List.of(IMAGE), Store.at(host, root).images());
    }

    @Test
    void the_root_is_absolute_and_has_no_dots() {
        assertEquals(root, Store.at(host, root.resolve("a/../.")).root());
    }

    @Test
    void images_and_containers_are_listed_by_number_and_nothing_else_is() throws IOException {
        for (String name : List.of("img_42150", "img_42002", "ps_42254", "ps_42017", "img_1", "ps_42017.bak", "x")) {
            Files.createDirectory(root.resolve(name));
        }
        Files.writeString(root.resolve("img_42003"), "a file");
        Files.createSymbolicLink(root.resolve("ps_42004"), root.resolve("ps_42017"));

        assertEquals(List.of(new ImageId(42002), new ImageId(42150)), store.images());
        assertEquals(List.of(new ContainerId(42017), new ContainerId(42254)), store.containers());
    }

    @Test
    void a_store_that_has_gone_cannot_be_listed() {
        Store gone = Store.at(host, root.resolve("gone"));

        HostException failure = assertThrows(HostException.class, gone::images);

        assertTrue(failure.getMessage().startsWith("cannot list " + root.resolve("gone") + ": "), failure.getMessage());
    }

    @Test
    void whatever_has_the_name_of_an_id_takes_it_but_only_a_subvolume_is_contained() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("ps_42018"), root.resolve("nowhere"));
        tree(CONTAINER);

        assertTrue(store.contains(CONTAINER));
        assertFalse(store.isFree(CONTAINER));
        assertFalse(store.contains(new ContainerId(42018)), link.toString());
        assertFalse(store.isFree(new ContainerId(42018)), "a link that leads nowhere takes the name all the same");
        assertTrue(store.isFree(new ContainerId(42019)));
    }

    @Test
    void an_argument_that_names_something_is_read() throws IOException {
        tree(IMAGE);
        tree(CONTAINER);

        assertEquals(IMAGE, store.image("img_42002"));
        assertEquals(CONTAINER, store.container("ps_42017"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"img_42003", "ps_42017", "42002", "", "../img_42002", "img_42002/", "img_42002 "})
    void an_argument_that_names_no_image_is_refused_in_bockers_words(String name) throws IOException {
        tree(IMAGE);
        tree(CONTAINER);

        UserException refusal = assertThrows(UserException.class, () -> store.image(name));

        assertEquals("No image named '" + name + "' exists", refusal.getMessage());
        assertTrue(refusal.isBockers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ps_42018", "img_42002", "", "/ps_42017"})
    void an_argument_that_names_no_container_is_refused_in_bockers_words(String name) throws IOException {
        tree(IMAGE);
        tree(CONTAINER);

        UserException refusal = assertThrows(UserException.class, () -> store.container(name));

        assertEquals("No container named '" + name + "' exists", refusal.getMessage());
        assertTrue(refusal.isBockers());
    }

    @Test
    void what_a_terminal_would_obey_is_spelled_out_in_a_refusal() {
        UserException refusal = assertThrows(UserException.class, () -> store.image("img\n\u001b[31m"));

        assertEquals("No image named 'img\\n\\x1b[31m' exists", refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"img_42002, No image named 'img_42002' exists", "ps_42017, No container named 'ps_42017' exists"})
    void what_has_just_gone_is_named(String name, String message) {
        assertEquals(message, NotFound.of(Id.find(name).orElseThrow()).getMessage());
    }

    @Test
    void an_image_says_what_it_was_made_from_on_one_line() throws IOException {
        Files.writeString(tree(IMAGE).resolve("img.source"), "/srv/tree \n");

        assertEquals("/srv/tree", store.source(IMAGE));
    }

    @Test
    void an_image_that_does_not_say_where_it_is_from_has_no_source() throws IOException {
        tree(IMAGE);

        assertEquals("", store.source(IMAGE));
        assertEquals("", store.source(new ImageId(42003)), "there is no such image");
    }

    @Test
    void a_command_is_read_up_to_the_first_zero() throws IOException {
        Files.writeString(tree(CONTAINER).resolve("ps_42017.cmd"), "echo hello\0\0\0rest");

        assertEquals("echo hello", store.command(CONTAINER));
    }

    @Test
    void a_file_that_is_a_link_out_of_the_tree_is_not_read() throws IOException {
        Path secret = Files.writeString(root.resolve("secret"), "secret");
        Files.createSymbolicLink(tree(CONTAINER).resolve("ps_42017.cmd"), secret);

        assertEquals("", store.command(CONTAINER));
    }

    @Test
    void a_tree_that_is_a_link_is_not_read() throws IOException {
        Path outside = Files.createDirectories(root.resolve("outside"));
        Files.writeString(outside.resolve("img.source"), "secret");
        Files.createSymbolicLink(root.resolve("img_42002"), outside);

        assertEquals("", store.source(IMAGE));
    }

    @Test
    void a_file_is_read_up_to_a_limit() throws IOException {
        Files.writeString(tree(CONTAINER).resolve("ps_42017.log"), "0123456789");

        assertEquals(Optional.of("0123"), store.read(CONTAINER, "ps_42017.log", 4));
        assertEquals(Optional.empty(), store.read(CONTAINER, "nosuch", 4));
    }

    @Test
    void the_room_that_is_left_is_that_of_its_file_system() {
        host.fileSystem(Optional.of(new Host.FileSystem("btrfs", false, 12345)));
        assertEquals(12345, store.freeBytes());

        host.fileSystem(Optional.empty());
        assertEquals(0, store.freeBytes(), "it has just been unmounted");
    }

    @Test
    void an_image_is_made_out_of_sight() {
        Staging staging = store.staging(IMAGE);

        assertEquals(root.resolve(".jocker/staging/img_42002"), staging.tree());
        assertEquals(root.resolve(".jocker/staging/img_42002.layer"), staging.layer());
        assertEquals(root.resolve(".jocker/staging/img_42002.oci"), staging.layout());
        assertEquals(root.resolve(".jocker/staging/img_42002.auth"), staging.credentials());
        assertEquals(root.resolve("img_42002"), store.tree(IMAGE));
    }

    @Test
    void a_look_at_a_store_writes_nothing() throws IOException {
        tree(IMAGE);
        store.images();
        store.records().all();
        new LayerStore(store).staged();

        assertFalse(Files.exists(root.resolve(".jocker")));
    }

    @ParameterizedTest
    @CsvSource({"btrfs, false, ", "btrfs, true, READ_ONLY", "ext4, false, NOT_BTRFS", "ext4, true, NOT_BTRFS"})
    void a_file_system_that_cannot_hold_a_store_has_a_fault(String type, boolean readOnly, StoreFault fault) {
        Optional<Host.FileSystem> fileSystem = Optional.of(new Host.FileSystem(type, readOnly, 0));

        assertEquals(Optional.ofNullable(fault), StoreFault.of(fileSystem));
        assertEquals(Optional.of(StoreFault.MISSING), StoreFault.of(Optional.empty()));
    }
}
