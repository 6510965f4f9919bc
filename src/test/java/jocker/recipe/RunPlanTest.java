package jocker.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jocker.cgroup.Cgroups;
import jocker.cgroup.Limits;
import jocker.container.ContainerCommand;
import jocker.container.ContainerProcess;
import jocker.container.ContainerSpec;
import jocker.os.FakeHost;
import jocker.plan.Plan;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Store;
import org.junit.jupiter.api.Test;

/** The list of a run's steps, beside the lines of bocker_run. */
class RunPlanTest {
    private static final String V1 = """
            cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0
            cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0
            """;

    private static Plan plan(String mounts, String... words) {
        ContainerSpec spec = new ContainerSpec(
                new ContainerId(42017),
                new ImageId(42150),
                Limits.DEFAULT,
                ContainerProcess.BOCKERS,
                ContainerCommand.typed(List.of(words)));
        Store store = Store.imagined(new FakeHost(), Path.of("/var/bocker"));
        return RunPlan.of(store, Cgroups.detect(mounts).orElseThrow(), spec);
    }

    @Test
    void a_run_is_bocker_run() {
        assertEquals("""
                ip link add dev veth0_ps_42017 type veth peer name veth1_ps_42017
                ip link set dev veth0_ps_42017 up
                ip link set veth0_ps_42017 master bridge0
                ip netns add netns_ps_42017
                ip link set veth1_ps_42017 netns netns_ps_42017
                ip netns exec netns_ps_42017 ip link set dev lo up
                ip netns exec netns_ps_42017 ip link set veth1_ps_42017 address 02:42:ac:11:00:17
                ip netns exec netns_ps_42017 ip addr add 10.0.0.17/24 dev veth1_ps_42017
                ip netns exec netns_ps_42017 ip link set dev veth1_ps_42017 up
                ip netns exec netns_ps_42017 ip route add default via 10.0.0.1
                btrfs subvolume snapshot /var/bocker/img_42150 /var/bocker/ps_42017
                echo 'nameserver 8.8.8.8' > /var/bocker/ps_42017/etc/resolv.conf
                echo 'echo it'\\''s' > /var/bocker/ps_42017/ps_42017.cmd
                cgcreate -g cpu,cpuacct,memory:/ps_42017
                cgset -r cpu.shares=512 ps_42017
                cgset -r memory.limit_in_bytes=512000000 ps_42017
                cgexec -g cpu,cpuacct,memory:ps_42017 ip netns exec netns_ps_42017 unshare -fmuip --mount-proc \
                chroot /var/bocker/ps_42017 /bin/sh -c '/bin/mount -t proc proc /proc && echo '\\''it'\\''\\'\\'''\\''s'\\''' \
                2>&1 | tee /var/bocker/ps_42017/ps_42017.log
                ip link del dev veth0_ps_42017
                ip netns del netns_ps_42017
                """, lines(plan(V1, "echo", "it's")));
    }

    @Test
    void every_step_knows_its_line_of_bocker_and_they_are_in_order() {
        List<Integer> numbers = plan(V1, "true").steps().stream()
                .map(step -> step.bockerLine().orElseThrow())
                .toList();

        assertEquals(
                IntStream.concat(IntStream.rangeClosed(66, 82), IntStream.of(88, 89))
                        .boxed()
                        .toList(),
                numbers);
    }

    @Test
    void version_2_has_other_names_for_the_limits() {
        List<String> groups = plan("none /sys/fs/cgroup cgroup2 rw 0 0\n", "true").shellLines().stream()
                .filter(line -> line.startsWith("cg"))
                .map(line -> line.replaceAll(" ip netns.*", ""))
                .toList();

        assertEquals(
                List.of(
                        "cgcreate -g cpu,memory:/ps_42017",
                        "cgset -r cpu.weight=59 ps_42017",
                        "cgset -r memory.max=512000000 ps_42017",
                        "cgset -r memory.swap.max=0 ps_42017",
                        "cgexec -g cpu,memory:ps_42017"),
                groups);
    }

    @Test
    void the_programs_of_a_run_are_known_before_it_begins() {
        assertEquals(
                List.of("ip", "btrfs", "cgcreate", "cgdelete", "cgset", "cgexec", "unshare", "chroot"),
                plan(V1, "true").programs());
    }

    private static String lines(Plan plan) {
        return plan.shellLines().stream().collect(Collectors.joining("\n", "", "\n"));
    }
}
