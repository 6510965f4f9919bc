package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The limits of a container, as it meets them itself. */
@Tag("machine")
class LimitIT extends RealTest {
    /** Reads a file without an end into memory: a line of zeros that never comes. */
    private static final String HOG = "tail /dev/zero";

    private static final Pattern USED = Pattern.compile("\\tcpu\\.\\w+=\\d+ ([0-9.]+)s\\t");

    @Test
    void who_takes_more_memory_than_the_limit_is_killed_and_everybody_can_tell_why() {
        TestHost.Result result = box.jocker("run", "--memory", "32m", box.image(), HOG);
        String container = box.container(HOG);
        String reason =
                "jocker: " + container + " reached its memory limit, and the kernel killed 1 of its processes\n";

        assertEquals(137, result.status(), result.toString());
        assertTrue(result.err().endsWith(reason), result.toString());
        assertEquals(reason, box.jocker("logs", container).ok().err());
        assertTrue(
                box.jocker("ps", "--wide").ok().lines().stream()
                        .anyMatch(line -> line.startsWith(container + "\t\texited 137 (memory limit)\t\t")
                                && line.endsWith("\t\t" + HOG)),
                "ps --wide says so");
        assertEquals(
                List.of("CONTAINER_ID\t\tCOMMAND", container + "\t\t" + HOG),
                box.jocker("ps").ok().lines());
    }

    @Test
    void a_first_process_that_takes_more_is_killed_as_well() {
        TestHost.Result result = box.jocker("run", "--memory", "32m", box.image(), "exec " + HOG);

        assertEquals(137, result.status(), result.toString());
        assertTrue(result.err().contains("reached its memory limit"), result.toString());
    }

    @Test
    void who_takes_less_is_not() {
        TestHost.Result result = box.jocker(
                "run",
                "--memory",
                "64m",
                box.image(),
                "sh",
                "-c",
                "head -c 20000000 /dev/zero | tail -c 20000000 | wc -c");

        assertEquals("20000000\n", result.ok().out());
        assertEquals("", result.err());
    }

    @Test
    void two_that_are_busy_on_one_processor_get_their_shares_of_it() {
        String large = ": large; while :; do :; done";
        String small = ": small; while :; do :; done";
        box.startShell("taskset -c 0 $JOCKER run --cpu-shares 1024 $IMG " + TestHost.quote(large));
        box.startShell("taskset -c 0 $JOCKER run --cpu-shares 256 $IMG " + TestHost.quote(small));
        List<String> containers = List.of(box.running(large), box.running(small));

        // What counts is a time in which both want the processor: not how long the second took to start.
        List<Double> before = processorSeconds(containers);
        TestHost.await(
                "both have had the processor for five seconds",
                () -> sum(processorSeconds(containers)) > sum(before) + 5);
        List<Double> after = processorSeconds(containers);

        double ratio = (after.get(0) - before.get(0)) / (after.get(1) - before.get(1));
        // 1024 to 256 in version 1; in version 2 their weights, 100 to 35.
        double expected = box.sh("test -e /sys/fs/cgroup/cgroup.controllers").status() == 0 ? 100.0 / 35 : 4;
        assertTrue(
                ratio > expected * 0.6 && ratio < expected * 1.6,
                "ratio " + ratio + " of the seconds " + before + " and " + after);
        containers.forEach(container -> box.jocker("rm", "-f", container).ok());
    }

    /** How long each has had a processor, as one {@code ps --wide} says it: {@code cpu.shares=256 1.23s}. */
    private List<Double> processorSeconds(List<String> containers) {
        List<String> lines = box.jocker("ps", "--wide").ok().lines();
        return containers.stream()
                .map(container -> lines.stream()
                        .filter(line -> line.startsWith(container + "\t"))
                        .map(USED::matcher)
                        .filter(Matcher::find)
                        .map(found -> Double.valueOf(found.group(1)))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no time of " + container + " in " + lines)))
                .toList();
    }

    private static double sum(List<Double> seconds) {
        return seconds.stream().mapToDouble(Double::doubleValue).sum();
    }

    @Test
    void a_container_that_is_removed_leaves_no_control_group_in_any_hierarchy() {
        box.jocker("run", box.image(), "true").ok();
        String container = box.containers().get(0);
        String look = "find /sys/fs/cgroup -name " + container + " | wc -l";
        assertTrue(Integer.parseInt(box.sh(look).ok().out().strip()) > 0, "a group before");

        box.jocker("rm", container).ok();

        assertEquals("0\n", box.sh(look).ok().out());
    }
}
