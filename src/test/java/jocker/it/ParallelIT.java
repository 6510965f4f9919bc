package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Many at once. */
class ParallelIT extends RealTest {
    /** How many runs the soak is long; {@code -Djocker.soak=500} for a real one. */
    private static final int SOAK = Integer.getInteger("jocker.soak", 40);

    private static final int LANES = 4;

    @Test
    void fifty_runs_at_the_same_moment_get_ids_and_addresses_of_their_own() {
        TestHost.Result result = box.sh(
                "for i in $(seq 50); do { $JOCKER run $IMG 'ip -o -4 addr' >out.$i 2>&1 || echo failed $?; } & done;"
                        + " wait; grep -ho '10[.]0[.]0[.][0-9]*/' out.* | sort -u | wc -l; cat out.* | grep jocker; rm out.*");

        assertEquals("50\n", result.out(), result.toString());
        assertEquals(50, box.containers().size());
        assertTrue(!box.traces().contains("veth") && !box.traces().contains("netns"), box.traces());
        box.jocker("prune", "--stopped").ok();
    }

    @Test
    void the_254th_container_is_refused_at_once() {
        box.sh("for i in $(seq 42002 42254); do btrfs subvolume create $JOCKER_ROOT/ps_$i; done >/dev/null")
                .ok();

        TestHost.Result result = box.jocker("run", box.image(), "true");

        assertEquals(125, result.status());
        assertTrue(result.err().startsWith("jocker: all 253 container ids are taken"), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals(253, box.containers().size());
        box.sh("btrfs subvolume delete $JOCKER_ROOT/ps_*").ok();
    }

    @Test
    void whoever_looks_while_others_run_and_remove_sees_whole_things() {
        TestHost.Result result = box.sh(
                "mkdir src; echo 1 >src/file; I=$($JOCKER init src | cut -d' ' -f2); export I;"
                        + " lane() { for i in 1 2 3 4; do $JOCKER run $IMG \"echo lane $1\" || return 1;"
                        + " P=$($JOCKER ps | sed -n '2s/\\t.*//p'); case $i in 3) $JOCKER commit $P $I;; *) $JOCKER rm $P;; esac; done; };"
                        + " look() { while [ ! -e over ]; do $JOCKER ps; $JOCKER images | grep -q $IMG || echo 'an image is missing';"
                        + " $JOCKER images | grep -q $I || echo 'the committed image is missing'; P=$($JOCKER ps | sed -n '2s/\\t.*//p');"
                        + " $JOCKER logs $P; $JOCKER exec $P true; done; };"
                        + " for l in 1 2 3; do lane $l >>lanes 2>>lanes.err & lanes+=\" $!\"; done; look >looks 2>looks.err &"
                        + " wait $lanes; touch over; wait; cat looks; cat lanes.err looks.err >&2; rm -r over lanes looks *.err src");

        assertTrue(!result.out().contains("missing"), result.out());
        List<String> unclear = result.err()
                .lines()
                .filter(line -> !line.matches("No (container|image) named '[a-z_0-9]*' exists"
                        + "|Container '.*' exists but is not running"
                        + "|jocker: container '.*' is running; .*"
                        + "|jocker: '.*' is in use by another jocker \\(process [0-9]+\\); try again later"))
                .toList();
        assertEquals(List.of(), unclear, "messages that are none of those expected");
    }

    @Test
    void a_soak_leaves_the_box_as_it_was() {
        String look =
                "look() { ip -o link | cut -d' ' -f2; ls /run/netns; find /sys/fs/cgroup -name 'ps_*'; cat /proc/self/mounts;"
                        + " losetup -a | grep $PWD; ls -A $JOCKER_ROOT; find $JOCKER_ROOT/.jocker; find /proc -maxdepth 3 -path '*/ns/net' -lname $(readlink /proc/self/ns/net) 2>/dev/null | wc -l; };";

        TestHost.Result result =
                box.sh(look + " $JOCKER run $IMG true; $JOCKER prune --stopped >/dev/null; look >before; count=0;"
                        + " while [ $count -lt " + SOAK + " ]; do"
                        + "   for lane in $(seq " + LANES
                        + "); do { for i in $(seq 10); do $JOCKER run $IMG true || echo failed $?; done; } & done; wait;"
                        + "   count=$((count + " + LANES * 10 + ")); $JOCKER prune --stopped | grep -v ^Removed; done;"
                        + " look >after; diff before after; rm before after; echo $count runs");

        int runs = (SOAK + LANES * 10 - 1) / (LANES * 10) * LANES * 10;
        assertEquals(runs + " runs\n", result.out(), result.toString());
        System.out.println("soak: " + runs + " runs in " + LANES + " lanes");
    }
}
