package jocker.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import jocker.os.Argv;
import jocker.os.Cancellation;
import jocker.os.HostException;
import jocker.os.ScriptedChild;
import jocker.os.Signal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer that is unpacked by a program. */
class UnpackActionTest {
    private static final Argv UNPACKER = Argv.of("unshare -m unpack");

    @TempDir
    private Path directory;

    private final ScriptedHost host = new ScriptedHost();
    private final byte[] archive = new Tar().file("etc/hosts").bytes();
    private Path tree;
    private UnpackAction action;

    @BeforeEach
    void fetch() throws IOException {
        tree = Files.createDirectories(directory.resolve("tree"));
        Path blob = Files.write(directory.resolve("a blob"), archive);
        action = new UnpackAction(new LayerArchive(blob, Tar.diffId(archive)), tree, UNPACKER);
    }

    @Test
    void it_is_shown_as_a_line_that_a_shell_reads() {
        assertEquals("unshare -m unpack < '" + directory.resolve("a blob") + "'", action.shellLine());
        assertEquals(List.of("unshare", "setpriv", "bsdtar", "zstd"), action.programs());
    }

    @Test
    void what_is_replaced_is_taken_away_before_the_archive_is_unpacked() throws IOException {
        Files.createDirectories(tree.resolve("etc"));
        Files.writeString(tree.resolve("etc/hosts"), "old");
        ScriptedChild unpacker = new ScriptedChild("", 0);
        host.next(unpacker);
        host.effect("unshare", argv -> assertFalse(Files.exists(tree.resolve("etc/hosts")), "it is still there"));

        int status = action.perform(host, new Bytes());

        assertEquals(0, status);
        assertEquals(List.of("unshare -m unpack"), host.done());
        assertArrayEquals(archive, unpacker.fed());
    }

    @Test
    void names_that_are_no_utf_8_are_no_fault() {
        host.next(new ScriptedChild("""
                x\\377: Pathname can't be converted from UTF-8 to current locale.
                bsdtar: Error exit delayed from previous errors.
                """, 1));

        assertEquals(0, action.perform(host, new Bytes()));
    }

    @Test
    void an_unpacker_that_fails_is_told_with_what_it_says() {
        host.next(new ScriptedChild("bsdtar: x: Cannot write\nbsdtar: Error exit delayed from previous errors.\n", 1));

        HostException e = assertThrows(HostException.class, () -> action.perform(host, new Bytes()));

        assertEquals(
                "\"unshare -m unpack\" exited 1: bsdtar: x: Cannot write;"
                        + " bsdtar: Error exit delayed from previous errors.",
                e.getMessage());
        assertEquals(OptionalInt.of(1), e.status());
    }

    @Test
    void an_unpacker_that_is_killed_is_told_although_it_says_nothing() {
        host.next(new ScriptedChild("", 137));

        HostException e = assertThrows(HostException.class, () -> action.perform(host, new Bytes()));

        assertEquals("\"unshare -m unpack\" exited 137", e.getMessage());
    }

    @Test
    void nothing_is_unpacked_after_a_signal() {
        host.cancellation().raise(Signal.TERM);

        Cancellation.Interrupted e =
                assertThrows(Cancellation.Interrupted.class, () -> action.perform(host, new Bytes()));

        assertEquals(Signal.TERM, e.signal());
        assertEquals(List.of(), host.done());
    }

    @Test
    void a_blob_that_is_not_there_is_named() throws IOException {
        Files.delete(directory.resolve("a blob"));

        HostException e = assertThrows(HostException.class, () -> action.perform(host, new Bytes()));

        assertEquals(
                "cannot unpack " + directory.resolve("a blob") + ": " + directory.resolve("a blob") + " (NoSuchFile)",
                e.getMessage());
    }
}
