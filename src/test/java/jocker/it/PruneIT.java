package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code jocker prune}: the dead go, the living stay. FaultIT has a kill at every step. */
class PruneIT extends RealTest {
    /** What a bocker that failed half-way leaves. */
    private static final String BOCKERS = "ip link add dev veth0_ps_42099 type veth peer name veth1_ps_42099;"
            + " ip netns add netns_ps_42099; ip link set veth1_ps_42099 netns netns_ps_42099;";

    @Test
    void a_run_that_was_killed_goes_with_its_processes_and_one_that_lives_stays() throws Exception {
        Process dead = box.start("run", box.image(), "echo made; sleep 1111");
        Process live = box.start("run", box.image(), "sleep 2222");
        String gone = box.running("echo made; sleep 1111");
        String stays = box.running("sleep 2222");
        dead.destroyForcibly().waitFor();

        String before = box.traces();
        List<String> dry = box.jocker("--dry-run", "prune").ok().lines();
        assertEquals(before, box.traces(), "what a dry run has changed");
        List<String> lines = box.jocker("prune").ok().lines();

        assertTrue(dry.contains("ip netns del netns_" + gone), dry.toString());
        assertTrue(lines.contains("Cleared: interface veth0_" + gone), lines.toString());
        assertTrue(lines.contains("Cleared: control group " + gone), lines.toString());
        assertTrue(lines.stream().noneMatch(line -> line.contains(stays)), lines.toString());
        assertTrue(box.sh("pgrep -f '^sleep [1]111'").status() != 0, "the dead run's processes are gone");
        assertEquals(0, box.jocker("exec", stays, "true").status());
        assertEquals("made\n", box.jocker("logs", gone).ok().out(), "a container that has run is kept");
        assertEquals("", box.jocker("prune").ok().out(), "a second prune finds nothing");
        box.jocker("rm", "-f", stays, gone).ok();
        live.waitFor();
    }

    @Test
    void stopped_containers_go_if_asked_for() {
        box.jocker("run", box.image(), "true").ok();
        String container = box.container("true");

        assertEquals("", box.jocker("prune").ok().out());
        assertEquals(List.of(container), box.containers());
        assertEquals(
                "Removed: " + container + "\n",
                box.jocker("prune", "--stopped").ok().out());
        assertEquals(List.of(), box.containers());
    }

    @Test
    void what_a_failed_bocker_has_left_is_cleared() {
        box.sh(BOCKERS).ok();

        assertEquals(
                List.of("Cleared: interface veth0_ps_42099", "Cleared: namespace netns_ps_42099"),
                box.jocker("prune").ok().lines());
        assertEquals("", box.traces());
    }

    @Test
    void while_bocker_runs_what_has_no_record_is_left_alone() {
        TestHost.Result result =
                box.sh(BOCKERS + " printf '#!/bin/sh\\nsleep 1000\\n:\\n' >bocker.sh; mkdir b; mv bocker.sh b/bocker;"
                        + " chmod +x b/bocker; b/bocker & sleep 0.5; $JOCKER prune; pkill -P $!; wait; rm -r b");

        assertEquals("", result.out());
        assertTrue(result.err().contains("bocker is running"), result.err());
        assertTrue(box.traces().contains("netns_ps_42099"), box.traces());
        box.jocker("prune").ok();
    }

    @Test
    void a_run_passes_by_an_id_that_something_stands_in_the_way_of() {
        // All ids but two are taken; at one of these, a dead run has left its namespace.
        box.sh("for i in $(seq 42004 42254); do btrfs subvolume create $JOCKER_ROOT/ps_$i; done >/dev/null;"
                        + " ip netns add netns_ps_42002")
                .ok();

        box.jocker("run", box.image(), "true").ok();

        assertTrue(box.containers().contains("ps_42003"), "the free id is the one that nothing stands in the way of");
        TestHost.Result none = box.jocker("run", box.image(), "true");
        assertTrue(none.err().contains("make room with: jocker prune"), none.err());
        box.sh("btrfs subvolume delete $JOCKER_ROOT/ps_42[0-9]*; ip netns del netns_ps_42002; $JOCKER prune")
                .ok();
    }

    @Test
    void records_of_what_bocker_has_removed_go() {
        box.jocker("run", box.image(), "true").ok();
        box.sh("btrfs subvolume delete $JOCKER_ROOT/ps_*").ok();

        box.jocker("prune").ok();

        assertEquals("", box.traces());
    }
}
