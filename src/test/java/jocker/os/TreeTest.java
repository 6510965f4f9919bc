package jocker.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one way to a file inside an untrusted tree. */
class TreeTest {
    @TempDir
    private Path directory;

    private Path root;
    private Path outside;
    private Tree tree;

    @BeforeEach
    void plant() throws IOException {
        root = Files.createDirectories(directory.resolve("tree"));
        outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/hosts"), "inside");
        tree = new Tree(root);
    }

    @Test
    void a_regular_file_is_read_up_to_the_limit() throws IOException {
        assertEquals(Optional.of("ins"), tree.read("etc/hosts", 3));
        assertEquals(Optional.empty(), tree.read("etc/nosuch", 3));
    }

    @Test
    void a_file_right_below_the_root_is_read_by_the_same_rules() throws IOException {
        Files.writeString(root.resolve("img.source"), "debian:12\n");

        assertEquals(Optional.of("debi"), tree.read("img.source", 4));
        assertEquals(Optional.empty(), tree.read("nosuch", 4));
        assertEquals(Optional.empty(), tree.read("etc", 4));
        assertEquals(Optional.empty(), new Tree(directory.resolve("nosuch")).read("img.source", 4));
    }

    @Test
    void no_link_is_followed_when_reading() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("inner"), Path.of("etc/hosts"));

        assertEquals(Optional.empty(), tree.read("link", 100));
        assertEquals(Optional.empty(), tree.read("inner", 100));
    }

    @Test
    void no_directory_on_the_way_may_be_a_link() throws IOException {
        Files.createSymbolicLink(root.resolve("way"), outside);

        assertThrows(IOException.class, () -> tree.read("way/secret", 100));
        assertThrows(IOException.class, () -> tree.write("way/secret", "changed"));
        assertEquals("secret", Files.readString(outside.resolve("secret")));
    }

    @Test
    void the_root_itself_may_not_be_a_link() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), outside);

        assertThrows(IOException.class, () -> new Tree(link).read("secret", 100));
        assertThrows(IOException.class, () -> new Tree(link).write("secret", "changed"));
        assertEquals("secret", Files.readString(outside.resolve("secret")));
    }

    @Test
    void a_link_in_the_way_of_writing_is_replaced() throws IOException {
        Files.createSymbolicLink(root.resolve("etc/resolv.conf"), outside.resolve("secret"));

        tree.write("etc/resolv.conf", "nameserver 8.8.8.8");

        assertEquals("secret", Files.readString(outside.resolve("secret")));
        assertEquals("nameserver 8.8.8.8\n", Files.readString(root.resolve("etc/resolv.conf")));
        assertTrue(Files.isRegularFile(root.resolve("etc/resolv.conf"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void a_path_cannot_climb_out() {
        for (String path : List.of("../outside/secret", "etc/../../outside/secret", "./etc/hosts", "")) {
            assertThrows(IllegalArgumentException.class, () -> tree.read(path, 100), path);
        }
    }

    @Test
    void a_program_is_found_as_it_would_be_from_inside() throws IOException {
        Files.createDirectories(root.resolve("usr/bin"));
        Files.writeString(root.resolve("usr/bin/dash"), "#!");
        Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
        Files.createSymbolicLink(root.resolve("usr/bin/sh"), Path.of("dash"));
        Files.createSymbolicLink(root.resolve("usr/bin/absolute"), Path.of("/usr/bin/dash"));
        Files.createSymbolicLink(root.resolve("usr/bin/climbing"), Path.of("../../../../../bin/dash"));
        Files.createSymbolicLink(root.resolve("usr/bin/loop"), Path.of("loop"));
        Files.createSymbolicLink(root.resolve("usr/bin/out"), outside.resolve("secret"));

        for (String name : List.of("/bin/sh", "bin/sh", "/usr/bin/absolute", "/bin/climbing", "//bin/./sh")) {
            assertEquals(Optional.of("usr/bin/dash"), tree.find(name), name);
        }
        for (String name : List.of("/bin/loop", "/bin/out", "/bin", "/", "/bin/nosuch")) {
            assertEquals(Optional.empty(), tree.find(name), name);
        }
    }
}
