package jocker.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jocker.os.HostException;
import jocker.os.ScriptedChild;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A layer's archive, and what it takes away from the layers below it. */
class LayerArchiveTest {
    private static final String OTHER_DIGEST = "0".repeat(64);

    @TempDir
    private Path directory;

    private final ScriptedHost host = new ScriptedHost();
    private Path tree;
    private Path outside;
    private Path blob;

    @BeforeEach
    void lay_the_layers_below() throws IOException {
        tree = Files.createDirectories(directory.resolve("tree"));
        outside = Files.createDirectories(directory.resolve("outside"));
        blob = directory.resolve("blob");
        Files.writeString(outside.resolve("canary"), "sings");
        Files.createDirectories(tree.resolve("etc/init.d"));
        Files.writeString(tree.resolve("etc/hosts"), "old");
        Files.writeString(tree.resolve("etc/init.d/cron"), "old");
        Files.createDirectories(tree.resolve("usr/bin"));
        Files.writeString(tree.resolve("usr/bin/tool"), "old");
        Files.createSymbolicLink(tree.resolve("bin"), Path.of("usr/bin"));
    }

    private LayerArchive layer(byte[] packed, byte[] plain) throws IOException {
        Files.write(blob, packed);
        return new LayerArchive(blob, Tar.diffId(plain));
    }

    private void prepare(Tar tar) throws IOException {
        byte[] plain = tar.bytes();
        layer(plain, plain).prepare(host, tree);
    }

    /** All that is in the tree; a directory ends with a slash. */
    private List<String> contents() throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            return all.filter(path -> !path.equals(tree))
                    .map(path ->
                            tree.relativize(path) + (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "/" : ""))
                    .sorted()
                    .toList();
        }
    }

    private List<String> contentsWithout(String... gone) throws IOException {
        return contents().stream()
                .filter(name -> !Arrays.asList(gone).contains(name))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "gzip"})
    void what_an_archive_replaces_is_taken_away_however_it_is_packed(String packing) throws IOException {
        byte[] plain = new Tar().file("etc/hosts").bytes();
        LayerArchive layer = layer(packing.equals("gzip") ? Tar.gzip(plain) : plain, plain);
        List<String> expected = contentsWithout("etc/hosts");

        layer.prepare(host, tree);

        assertEquals(expected, contents());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "gzip"})
    void an_unpacker_is_fed_the_archive_unpacked(String packing) throws IOException {
        byte[] plain = new Tar().file("etc/hosts").bytes();
        ScriptedChild unpacker = new ScriptedChild("", 0);

        layer(packing.equals("gzip") ? Tar.gzip(plain) : plain, plain).feed(host, unpacker);

        assertArrayEquals(plain, unpacker.fed());
    }

    @Test
    void zstd_is_asked_for_what_it_has_packed() throws IOException {
        byte[] plain = new Tar().file("etc/hosts").bytes();
        LayerArchive layer = layer(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd}, plain);
        host.next(new ScriptedChild(plain, 0));
        List<String> expected = contentsWithout("etc/hosts");

        layer.prepare(host, tree);

        assertEquals(List.of("zstd -dcq " + blob), host.done());
        assertEquals(expected, contents());
    }

    @Test
    void a_whiteout_takes_away_a_file_or_a_directory_with_all_that_is_in_it() throws IOException {
        List<String> expected = contentsWithout("etc/hosts", "etc/init.d/", "etc/init.d/cron");

        prepare(new Tar().file("etc/.wh.hosts").file("etc/.wh.init.d").file("etc/.wh.nosuch"));

        assertEquals(expected, contents());
    }

    @Test
    void a_whiteout_of_a_link_leaves_what_the_link_leads_to() throws IOException {
        List<String> expected = contentsWithout("bin");

        prepare(new Tar().file(".wh.bin"));

        assertEquals(expected, contents());
    }

    @Test
    void an_opaque_directory_is_emptied_and_stays() throws IOException {
        List<String> expected = contentsWithout("etc/hosts", "etc/init.d/", "etc/init.d/cron");

        prepare(new Tar().directory("etc/").file("etc/.wh..wh..opq"));

        assertEquals(expected, contents());
    }

    @Test
    void an_opaque_root_empties_the_tree() throws IOException {
        prepare(new Tar().file(".wh..wh..opq"));

        assertEquals(List.of(), contents());
        assertTrue(Files.isDirectory(tree), "the root has gone");
    }

    @Test
    void a_directory_keeps_what_is_in_it_from_below() throws IOException {
        List<String> expected = contents();

        prepare(new Tar().directory("./").directory("etc/").directory("etc/init.d/"));

        assertEquals(expected, contents());
    }

    @Test
    void a_file_in_the_place_of_a_directory_takes_away_all_of_it() throws IOException {
        List<String> expected = contentsWithout("etc/init.d/", "etc/init.d/cron");

        prepare(new Tar().file("etc/init.d"));

        assertEquals(expected, contents());
    }

    @Test
    void a_directory_in_the_place_of_a_link_takes_away_the_link_only() throws IOException {
        List<String> expected = contentsWithout("bin");

        prepare(new Tar().directory("bin/"));

        assertEquals(expected, contents());
    }

    @Test
    void a_link_from_below_is_followed_inside_the_tree() throws IOException {
        List<String> expected = contentsWithout("usr/bin/tool");

        prepare(new Tar().file("bin/tool"));

        assertEquals(expected, contents());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "out/canary",
                "out/.wh.canary",
                "out/.wh..wh..opq",
                "climbing/canary",
                "climbing/.wh.canary",
                "climbing/.wh..wh..opq",
                "chain/.wh.canary",
                "../outside/canary",
                "../outside/.wh.canary",
                "../.wh.outside",
                "etc/../../outside/canary"
            })
    void nothing_outside_the_tree_is_touched(String name) throws IOException {
        Files.createSymbolicLink(tree.resolve("out"), outside);
        Files.createSymbolicLink(tree.resolve("climbing"), Path.of("../outside"));
        Files.createSymbolicLink(tree.resolve("chain"), Path.of("out"));

        prepare(new Tar().file(name));

        assertEquals("sings", Files.readString(outside.resolve("canary")));
    }

    @Test
    void an_absolute_name_is_one_inside_the_tree() throws IOException {
        List<String> expected = contentsWithout("etc/hosts");

        prepare(new Tar().file("/etc/hosts").file(outside.resolve("canary").toString()));

        assertEquals(expected, contents());
        assertEquals("sings", Files.readString(outside.resolve("canary")));
    }

    @ParameterizedTest
    @CsvSource({
        "., a layer has something in the place of its root that is no directory",
        ".., a layer has something in the place of its root that is no directory",
        "etc/.., a layer has something in the place of its root that is no directory",
        "../.., a layer has something in the place of its root that is no directory",
        "etc/.wh..., 'a layer takes away ''..'', which is no name of a file'",
        "etc/.wh.., 'a layer takes away ''.'', which is no name of a file'",
        ".wh., 'a layer takes away '''', which is no name of a file'",
        "loop/x, a layer has a loop of links at loop/x"
    })
    void a_name_that_means_something_else_than_a_file_is_refused(String name, String message) throws IOException {
        Files.createSymbolicLink(tree.resolve("loop"), Path.of("loop"));
        List<String> expected = contents();

        HostException e = assertThrows(HostException.class, () -> prepare(new Tar().file(name)));

        assertEquals(message, e.getMessage());
        assertEquals(expected, contents());
    }

    @Test
    void an_archive_with_another_digest_is_refused_and_deleted() throws IOException {
        byte[] plain = new Tar().file("etc/passwd").bytes();
        layer(Tar.gzip(plain), plain);

        HostException e =
                assertThrows(HostException.class, () -> new LayerArchive(blob, OTHER_DIGEST).prepare(host, tree));

        assertEquals(
                "the layer blob is not what the image says: it unpacks to sha256:" + Tar.diffId(plain)
                        + "; that should be sha256:" + OTHER_DIGEST,
                e.getMessage());
        assertFalse(Files.exists(blob), "the next pull would find it again");
    }

    @Test
    void a_harmful_archive_with_another_digest_is_refused_for_its_digest() throws IOException {
        byte[] plain = new Tar().file("..").bytes();
        layer(plain, plain);

        HostException e =
                assertThrows(HostException.class, () -> new LayerArchive(blob, OTHER_DIGEST).prepare(host, tree));

        assertTrue(e.getMessage().startsWith("the layer blob is not what the image says"), e.getMessage());
        assertFalse(Files.exists(blob), "the next pull would find it again");
    }

    @Test
    void half_an_archive_is_refused_and_deleted() throws IOException {
        byte[] plain = new Tar().file("etc/passwd").bytes();
        byte[] packed = Tar.gzip(plain);
        LayerArchive layer = layer(Arrays.copyOf(packed, packed.length / 2), plain);

        HostException e = assertThrows(HostException.class, () -> layer.prepare(host, tree));

        assertEquals(
                "the layer blob is not what the image says: it cannot be read: Unexpected end of ZLIB input stream;"
                        + " that should be sha256:" + Tar.diffId(plain),
                e.getMessage());
        assertFalse(Files.exists(blob), "the next pull would find it again");
    }

    @Test
    void damaged_gzip_is_refused_and_deleted() throws IOException {
        byte[] plain = new Tar().file("etc/passwd").bytes();
        byte[] packed = Tar.gzip(plain);
        packed[2] = 0;
        LayerArchive layer = layer(packed, plain);

        HostException e = assertThrows(HostException.class, () -> layer.prepare(host, tree));

        assertTrue(
                e.getMessage().startsWith("the layer blob is not what the image says: it cannot be read: "),
                e.getMessage());
        assertFalse(Files.exists(blob), "the next pull would find it again");
    }

    @Test
    void what_is_no_archive_is_refused_although_its_digest_is_right() throws IOException {
        byte[] plain = "no archive ".repeat(100).getBytes(StandardCharsets.US_ASCII);
        LayerArchive layer = layer(plain, plain);

        HostException e = assertThrows(HostException.class, () -> layer.prepare(host, tree));

        assertTrue(e.getMessage().startsWith("a layer is no tar archive: "), e.getMessage());
    }

    @Test
    void an_archive_for_which_there_is_no_room_is_refused() throws IOException {
        byte[] plain = new Tar().bytes();
        LayerArchive layer = layer(plain, plain);

        HostException e = assertThrows(HostException.class, () -> layer.prepare(host, Path.of("/proc")));

        assertEquals(HostException.Kind.NO_SPACE, e.kind());
        assertEquals("no room for the layer blob: it unpacks to 0 MiB, and there are 0 MiB left", e.getMessage());
    }

    @Test
    void an_unpacker_that_has_ended_says_why_by_itself() throws IOException {
        byte[] plain = new Tar().file("x").bytes();
        LayerArchive layer = layer(plain, plain);

        layer.feed(host, ScriptedChild.deaf(true));

        IOException e = assertThrows(IOException.class, () -> layer.feed(host, ScriptedChild.deaf(false)));
        assertEquals("Broken pipe", e.getMessage());
    }
}
