package jocker.doctor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.os.FakeHost;
import jocker.os.Host;
import jocker.os.Resource;
import jocker.store.ImageId;
import jocker.store.Store;
import jocker.text.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a command requires before it begins, and what a dry run does not. */
class PreconditionsTest {
    private static final Path ROOT = Path.of("/var/bocker");
    private static final ImageId IMAGE = new ImageId(42002);
    private static final String LIST = "btrfs subvolume list -o /var/bocker/img_42002";

    @TempDir
    private Path groups;

    private final FakeHost host = new FakeHost();

    private Preconditions preconditions() {
        return new Preconditions(host, new HostChecks(host, ROOT), true);
    }

    private Preconditions dryRun() {
        return new Preconditions(host, new HostChecks(host, ROOT), false);
    }

    private void free(long bytes) {
        host.fileSystem(Optional.of(new Host.FileSystem("btrfs", false, bytes)));
    }

    private static String refusal(Executable executable) {
        return assertThrows(UserException.class, executable).getMessage();
    }

    @Test
    void a_store_that_cannot_be_written_to_is_refused() {
        host.fileSystem(Optional.of(new Host.FileSystem("btrfs", true, 1L << 40)));

        assertEquals(
                "the store /var/bocker is mounted read-only; mend it with: mount -o remount,rw /var/bocker",
                refusal(preconditions()::requireRoom));
        assertDoesNotThrow(dryRun()::requireRoom);
    }

    @Test
    void a_store_that_is_full_is_refused() {
        free(0);

        assertEquals(
                "the store /var/bocker has 0 MiB left; mend it with: jocker prune --stopped, or jocker rm ID",
                refusal(preconditions()::requireRoom));
        assertDoesNotThrow(dryRun()::requireRoom);
    }

    @Test
    void a_store_with_just_enough_room_will_do() {
        free(16L << 20);

        assertDoesNotThrow(preconditions()::requireRoom);
    }

    @Test
    void an_image_needs_twice_the_room_of_what_is_fetched() {
        Store store = Store.imagined(host, ROOT);
        long size = 100L << 20;
        free(2 * size + (16L << 20) - 1);

        assertEquals(
                "no room for debian:12: its layers alone are 100 MiB, and the store has 215 MiB left; make room with:"
                        + " jocker rm ID",
                refusal(() -> preconditions().requireRoomFor(store, "debian:12", size)));
        assertDoesNotThrow(() -> preconditions().requireRoomFor(store, "debian:12", size - 1));
        assertDoesNotThrow(() -> dryRun().requireRoomFor(store, "debian:12", size));
    }

    @Test
    void a_bridge_is_required() {
        assertEquals(
                "there is no bridge bridge0; mend it with: ip link add bridge0 type bridge"
                        + " && ip addr replace 10.0.0.1/24 dev bridge0 && ip link set bridge0 up",
                refusal(preconditions()::requireBridge));
        assertDoesNotThrow(dryRun()::requireBridge);

        host.has(new Resource.Interface("bridge0"));

        assertDoesNotThrow(preconditions()::requireBridge);
    }

    @Test
    void the_first_program_that_is_not_there_is_named() {
        host.without("cgset");
        host.without("unshare");

        assertEquals(
                "needs 'cgset', which is not on PATH; mend it with: apt-get install cgroup-tools",
                refusal(() -> preconditions().requirePrograms(List.of("ip", "cgset", "unshare"))));
        assertDoesNotThrow(() -> preconditions().requirePrograms(List.of("ip", "btrfs")));
    }

    @Test
    void control_groups_are_required_of_a_dry_run_too() {
        host.kernelFile("/proc/self/mounts", "");
        String message =
                "no control groups are mounted at /sys/fs/cgroup; mend it with: mount -t cgroup2 none /sys/fs/cgroup";

        assertEquals(message, refusal(preconditions()::requireCgroups));
        assertEquals(message, refusal(dryRun()::requireCgroups));

        host.cgroups(groups);

        assertEquals("cpu,memory", dryRun().requireCgroups().controllers());
    }

    @Test
    void a_tree_without_subvolumes_inside_is_plain() {
        Preconditions.Look look = preconditions().lookInside(Store.imagined(host, ROOT), IMAGE);

        assertDoesNotThrow(look::requirePlain);
        assertEquals(List.of(LIST), host.done());
    }

    @Test
    void a_tree_with_subvolumes_inside_is_refused() {
        host.answer(LIST, "ID 258 gen 12 top level 257 path img_42002/var/lib/docker\n");
        Preconditions.Look look = preconditions().lookInside(Store.imagined(host, ROOT), IMAGE);

        assertEquals(
                "'img_42002' has subvolumes inside, which a copy of it would show empty; see them with: " + LIST,
                refusal(look::requirePlain));
    }

    @Test
    void a_dry_run_does_not_look_inside() {
        Preconditions.Look look = dryRun().lookInside(Store.imagined(host, ROOT), IMAGE);

        assertDoesNotThrow(look::requirePlain);
        assertEquals(List.of(), host.done());
    }
}
