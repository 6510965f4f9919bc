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
    private TestHost.Result within(String script) {
        return box.sh("mkdir own; cat >own/script <<'SCRIPT'\nset -euo pipefail\n"
                + "export TREE=$JOCKER_ROOT/$IMG JOCKER_ROOT=$PWD/other JOCKER_STATE=$PWD/othersetup JOCKER_SIZE=1G SETUP="
                + SETUP
                + "\nlook() { ip -o link | cut -d: -f2; $IPTABLES -S; $IPTABLES -t nat -S; cat /proc/sys/net/ipv4/ip_forward;"
                + " ls -d other* || true; grep other /proc/self/mounts || true; }\n"
                + "fails() { if \"$@\"; then echo \"works, and should not: $*\"; exit 9; fi; }\n"
                + script + "\nSCRIPT\ncd own; IPTABLES=${IPTABLES:-iptables} unshare --net --mount bash script 2>&1;"
                + " status=$?; cd ..; rm -r own; exit $status");
    }

    private void succeeds(String script) {
        TestHost.Result result = within(script);

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
    void a_container_reaches_the_world_through_a_firewall_of_nftables_own() {
        succeeds(
                "printf '%s\\n' 'add table inet strict' 'add chain inet strict relay { type filter hook forward priority 0; policy drop; }'"
                        + " 'add rule inet strict relay drop' | nft -f -; iptables -P FORWARD DROP\n"
                        + "ip netns add world; ip netns add boxed; trap 'ip netns del world; ip netns del boxed' EXIT\n"
                        + "ip link add wan type veth peer name far netns world; ip addr add 192.0.2.1/24 dev wan; ip link set wan up\n"
                        + "ip -n world addr add 192.0.2.2/24 dev far; ip -n world link set far up\n"
                        + "reaches() { ip netns exec boxed chroot $TREE ping -q -c 1 -W 2 192.0.2.2; }\n"
                        + "nft list ruleset >before; $SETUP; nft list ruleset >once; $SETUP; nft list ruleset >twice; diff once twice\n"
                        + "ip link add near type veth peer name far netns boxed; ip link set near master bridge0 up\n"
                        + "ip -n boxed addr add 10.0.0.99/24 dev far; ip -n boxed link set far up; ip -n boxed route add default via 10.0.0.1\n"
                        + "reaches; $SETUP --undo; nft list ruleset | grep strict -A 9 >after; grep strict -A 9 before | diff - after");
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
