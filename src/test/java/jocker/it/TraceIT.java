package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The processes of a run, as the kernel sees them, beside those of bocker_run. The listing is lines 66 to 89 of bocker;
 * what a shell does itself (77, 78) starts no process. Only {@code tee} is missing: jocker does its work.
 */
@Tag("machine")
class TraceIT extends RealTest {
    private static final String BOCKER_RUN = """
            ip link add dev veth0_$uuid type veth peer name veth1_$uuid
            ip link set dev veth0_$uuid up
            ip link set veth0_$uuid master bridge0
            ip netns add netns_$uuid
            ip link set veth1_$uuid netns netns_$uuid
            ip netns exec netns_$uuid ip link set dev lo up
            ip link set dev lo up
            ip netns exec netns_$uuid ip link set veth1_$uuid address 02:42:ac:11:$mac
            ip link set veth1_$uuid address 02:42:ac:11:$mac
            ip netns exec netns_$uuid ip addr add 10.0.0.$ip/24 dev veth1_$uuid
            ip addr add 10.0.0.$ip/24 dev veth1_$uuid
            ip netns exec netns_$uuid ip link set dev veth1_$uuid up
            ip link set dev veth1_$uuid up
            ip netns exec netns_$uuid ip route add default via 10.0.0.1
            ip route add default via 10.0.0.1
            btrfs subvolume snapshot $btrfs_path/$image $btrfs_path/$uuid
            cgcreate -g cpu,cpuacct,memory:/$uuid
            cgset -r cpu.shares=512 $uuid
            cgset -r memory.limit_in_bytes=512000000 $uuid
            cgexec -g cpu,cpuacct,memory:$uuid ip netns exec netns_$uuid $unshare
            ip netns exec netns_$uuid $unshare
            $unshare
            chroot $btrfs_path/$uuid $sh
            $sh
            /bin/mount -t proc proc /proc
            which which
            ip link del dev veth0_$uuid
            ip netns del netns_$uuid
            """;

    /** What version 2 has in the place of four lines. */
    private static final List<List<String>> VERSION_2 = List.of(
            List.of("cpu,cpuacct,memory", "cpu,memory"),
            List.of("cpu.shares=512", "cpu.weight=59"),
            List.of(
                    "cgset -r memory.limit_in_bytes=512000000 $uuid\n",
                    "cgset -r memory.max=512000000 $uuid\ncgset -r memory.swap.max=0 $uuid\n"));

    private static final Pattern EXECVE = Pattern.compile("\\d+ +[0-9.]+ execve\\(\"[^\"]*\", \\[(.*?)\\], .*");

    @Test
    void a_run_starts_the_processes_of_bocker_run_in_their_order() {
        // strace writes in the order of ends, and times by the begin; some steps go on side by side.
        box.sh("strace -f -ttt -qq -e trace=execve -e status=successful -s 4096 -o trace $JOCKER run $IMG which which")
                .ok();
        String container = box.containers().get(0);

        assertEquals(expected(container), traced());
    }

    private String expected(String container) {
        int number = Integer.parseInt(container.substring("ps_".length())) - 42000;
        String listing = BOCKER_RUN;
        if (box.sh("test -e /sys/fs/cgroup/cgroup.controllers").status() == 0) {
            for (List<String> change : VERSION_2) {
                listing = listing.replace(change.get(0), change.get(1));
            }
        }
        return listing.replace("$unshare", "unshare -fmuip --mount-proc chroot $btrfs_path/$uuid $sh")
                .replace("$sh", "/bin/sh -c /bin/mount -t proc proc /proc && which which")
                .replace("$btrfs_path", box.store().toString())
                .replace("$image", box.image())
                .replace("$uuid", container)
                .replace("$ip", Integer.toString(number))
                .replace("$mac", String.format("%02d:%02d", number / 100, number % 100));
    }

    /** The commands of the trace, from jocker's first on: the lines before it are the launcher's and the JVM's. */
    private String traced() {
        return box.sh("sort -k 2,2 trace; rm trace").ok().lines().stream()
                .map(EXECVE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1).replaceAll("^\"|\"$", "").replace("\", \"", " "))
                .dropWhile(line -> !line.startsWith("ip "))
                .filter(line -> !line.contains("/jspawnhelper ")) // how some JVMs start a process
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
