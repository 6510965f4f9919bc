package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scripts/setup-host}: twice is once, and undone is as before. */
@Tag("machine")
class SetupHostIT extends RealTest {
    private static final String SETUP = System.getProperty("user.dir") + "/scripts/setup-host";

    /** Runs a script in namespaces within the box's, so that the box keeps its own bridge and store. */
    private Box.Result within(String script) {
        return box.sh("mkdir own; cat >own/script <<'SCRIPT'\nset -euo pipefail\n"
                + "export JOCKER_ROOT=$PWD/other JOCKER_STATE=$PWD/othersetup JOCKER_SIZE=1G SETUP=" + SETUP
                + "\nlook() { ip -o link | cut -d: -f2; $IPTABLES -S; $IPTABLES -t nat -S; cat /proc/sys/net/ipv4/ip_forward;"
                + " ls -d other* || true; grep other /proc/self/mounts || true; }\n"
                + "fails() { if \"$@\"; then echo \"works, and should not: $*\"; exit 9; fi; }\n"
                + script + "\nSCRIPT\ncd own; IPTABLES=${IPTABLES:-iptables} unshare --net --mount bash script 2>&1;"
                + " status=$?; cd ..; rm -r own; exit $status");
    }

    private void succeeds(String script) {
        Box.Result result = within(script);

        assertEquals(0, result.status(), result.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "legacy"})
    void it_can_be_run_twice_and_undone(String tables) {
        succeeds("mkdir bin; for t in iptables; do ln -s $(command -v iptables-" + tables + ") bin/$t; done\n"
                + "PATH=$PWD/bin:$PATH\nlook >before 2>/dev/null; $SETUP; look >once; $SETUP; look >twice; diff once twice\n"
                + "grep -q MASQUERADE once; fails diff -q before once\n"
                + "$SETUP --undo; look >after 2>/dev/null; diff before after");
    }

    @Test
    void a_firewall_that_drops_what_is_forwarded_lets_containers_through_in_both_sets_of_tables() {
        succeeds("for t in iptables-nft iptables-legacy; do $t -P FORWARD DROP; $t -A FORWARD -j DROP; done\n"
                + "$SETUP; for t in iptables-nft iptables-legacy; do $t -S FORWARD | sed -n 2p | grep -q ACCEPT; done\n"
                + "$SETUP --undo; for t in iptables-nft iptables-legacy; do [ $($t -S FORWARD | wc -l) = 2 ]; done");
    }

    @Test
    void a_store_on_a_btrfs_that_is_there_needs_no_file() {
        succeeds(
                "truncate -s 256M disk; mkfs.btrfs -q disk >/dev/null 2>&1; mkdir root; mount -o loop disk root\n"
                        + "export JOCKER_ROOT=$PWD/root/var/bocker\n$SETUP; btrfs subvolume create root/var/bocker/img_42002 >/dev/null\n"
                        + "[ ! -e othersetup/store.img ]; fails grep -q mount othersetup/changes\n"
                        + "btrfs subvolume delete root/var/bocker/img_42002 >/dev/null; $SETUP --undo; [ ! -e root/var/bocker ]; umount root");
    }

    @Test
    void a_disk_becomes_the_store_if_it_is_empty_and_keeps_what_is_on_it() {
        succeeds(
                "truncate -s 256M disk; loop=$(losetup --find --show disk); trap 'umount other || true; losetup -d $loop' EXIT\n"
                        + "mkswap $loop >/dev/null; fails $SETUP --device $loop >said 2>&1; grep -q 'holds something' said\n"
                        + "blkid -p $loop | grep -q swap; wipefs -q -a $loop\n"
                        + "$SETUP --device $loop; $SETUP --device $loop; grep -q \"^$loop .*/other btrfs\" /proc/self/mounts; echo 1 >other/kept\n"
                        + "$SETUP --undo; [ ! -e other ]; $SETUP --device $loop; [ $(cat other/kept) = 1 ]; $SETUP --undo; fails $SETUP --device disk");
    }
}
