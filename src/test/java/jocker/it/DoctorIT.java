package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A box that lacks something: what {@code doctor} says, and what the commands say before they change anything. */
class DoctorIT extends RealTest {
    @Test
    void a_box_that_has_everything_gets_ticks_alone() {
        TestHost.Result result = box.sh("LC_ALL=C.UTF-8 $JOCKER doctor");

        assertTrue(result.ok().lines().stream().allMatch(line -> line.startsWith("\u2713 ")), result.out());
        assertTrue(result.lines().size() > 15, result.out());
        assertTrue(box.sh("LC_ALL=C $JOCKER doctor").ok().lines().stream().allMatch(line -> line.startsWith("+ ")));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("bridge", "ip link del bridge0"),
                Arguments.of("address", "ip addr flush dev bridge0"),
                Arguments.of("address", "ip link set bridge0 down"),
                Arguments.of("forwarding", "echo 0 >/proc/sys/net/ipv4/ip_forward"),
                Arguments.of("nat", "iptables -t nat -F POSTROUTING"),
                Arguments.of("cgroups", "mkdir -p /run/libcgroup; echo some.slice >/run/libcgroup/systemd"),
                Arguments.of("store", "mount -o remount,ro $JOCKER_ROOT"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void the_command_that_a_cross_names_mends_it(String requirement, String breaking) {
        String doctor = "LC_ALL=C.UTF-8 $JOCKER doctor";
        TestHost.Result result = box.sh(breaking + "; " + doctor + " >found; echo $? >>found; grep -v ^\u2713 found;"
                + " for i in 1 2; do mend=$(sed -n 's/^\u2717.*; mend it with: //p' found | head -1); eval \"$mend\"; "
                + doctor + " >found; done;"
                + " cat found | grep -v ^\u2713; rm found");

        List<String> lines = result.lines();
        assertTrue(lines.get(0).startsWith("\u2717 " + requirement + " "), result.toString());
        assertTrue(lines.stream().anyMatch("1"::equals), "doctor ends with 1: " + result);
        assertEquals("1", lines.get(lines.size() - 1), "mended by its own words: " + result);
    }

    static Stream<Arguments> lacking() {
        return Stream.of(
                Arguments.of(
                        "ip link set bridge0 down; ip link set bridge0 name other",
                        "$JOCKER run $IMG true",
                        "ip link set other name bridge0; ip link set bridge0 up",
                        "no bridge bridge0; mend it with: ip link add"),
                Arguments.of(
                        "mount -o remount,ro $JOCKER_ROOT",
                        "$JOCKER run $IMG true",
                        "mount -o remount,rw $JOCKER_ROOT",
                        "is mounted read-only; mend it with: mount -o remount,rw"),
                Arguments.of(
                        "mount -o remount,ro $JOCKER_ROOT",
                        "$JOCKER init $JOCKER_ROOT/$IMG/etc",
                        "mount -o remount,rw $JOCKER_ROOT",
                        "is mounted read-only; mend it with: mount -o remount,rw"),
                Arguments.of(
                        "true",
                        "unshare --mount sh -c 'umount --recursive --lazy /sys/fs/cgroup; $JOCKER run $IMG true'",
                        "true",
                        "no control groups are mounted at /sys/fs/cgroup; mend it with: mount -t cgroup2"),
                Arguments.of(
                        "mkdir bin; for t in java sh ip btrfs cgset cgexec cgdelete unshare chroot; do ln -s $(command -v $t) bin/$t; done",
                        "PATH=$PWD/bin $JOCKER run $IMG true",
                        "rm -r bin",
                        "needs 'cgcreate', which is not on PATH; mend it with: apt-get install cgroup-tools"));
    }

    @ParameterizedTest
    @MethodSource("lacking")
    void what_is_missing_is_said_before_anything_is_changed(
            String breaking, String command, String mending, String message) {
        String before = state();
        TestHost.Result result = box.sh(breaking + "; " + command + "; status=$?; " + mending + "; exit $status");

        assertTrue(result.status() == 125 || result.status() == 1, result.toString());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains(message), result.err());
        assertEquals(before, state());
    }

    @Test
    void a_full_store_is_said_before_anything_is_changed_and_can_be_emptied() {
        TestHost.Result result = box.sh(
                "exec 2>&1; unshare --mount bash -c 'set -e; truncate -s 150M small.img; mkfs.btrfs -q --mixed small.img >/dev/null;"
                        + " mkdir small src; echo x >src/file; mount -o loop small.img small; export JOCKER_ROOT=$PWD/small; $JOCKER init src;"
                        + " I=$($JOCKER images | sed -n \"2s/\\t.*//p\"); (dd if=/dev/zero of=small/$I/fill bs=64k || true) 2>/dev/null; sync;"
                        + " set +e; $JOCKER run $I true; echo $?; $JOCKER init src; echo $?; ls small; $JOCKER rm $I; echo $?; $JOCKER images';"
                        + " rm -r small small.img src");

        List<String> lines = result.lines();
        assertTrue(lines.get(1).matches(".* has [0-9]+ MiB left; mend it with: jocker .*"), result.out());
        assertEquals("125", lines.get(2), result.out());
        assertTrue(lines.get(3).contains("MiB left"), result.out());
        assertEquals("1", lines.get(4), result.out());
        assertTrue(lines.get(5).startsWith("img_"), result.out());
        assertTrue(lines.get(6).startsWith("Removed: img_"), result.out());
        assertEquals(List.of("0", "IMAGE_ID\t\tSOURCE"), lines.subList(7, 9), result.out());
    }

    private String state() {
        return box.sh(
                        "ip -o link | cut -d' ' -f2; ls /run/netns; find /sys/fs/cgroup -name 'ps_*'; find $JOCKER_ROOT -maxdepth 1; find $JOCKER_ROOT/.jocker")
                .out();
    }
}
