package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jocker.cli.Caller.Result;
import jocker.os.FakeHost;
import jocker.os.Host;
import jocker.os.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code doctor}: a line for each requirement, and the command that mends what is missing. */
class DoctorCommandTest {
    private static final List<String> WITH_VERSIONS = List.of(
            "btrfs --version",
            "unshare --version",
            "nsenter --version",
            "chroot --version",
            "cp --version",
            "tar --version",
            "skopeo --version",
            "bsdtar --version",
            "setpriv --version",
            "zstd --version");

    private static final String ALL_WELL =
            """
            + root        you are root
            + java        Java VERSION
            + ip          /usr/bin/ip, ip utility, iproute2-6.1.0
            + btrfs       /usr/bin/btrfs, tool 99.1
            + cgcreate    /usr/bin/cgcreate
            + cgset       /usr/bin/cgset
            + cgexec      /usr/bin/cgexec
            + cgdelete    /usr/bin/cgdelete
            + unshare     /usr/bin/unshare, tool 99.1
            + nsenter     /usr/bin/nsenter, tool 99.1
            + umount      /usr/bin/umount
            + chroot      /usr/bin/chroot, tool 99.1
            + cp          /usr/bin/cp, tool 99.1
            + tar         /usr/bin/tar, tool 99.1
            + skopeo      /usr/bin/skopeo, tool 99.1
            + bsdtar      /usr/bin/bsdtar, tool 99.1
            + setpriv     /usr/bin/setpriv, tool 99.1
            + zstd        /usr/bin/zstd, tool 99.1
            + store       /var/bocker is on btrfs
            + space       the store /var/bocker has 1048576 MiB left
            + bridge      bridge0 is there
            + address     bridge0 is up and has 10.0.0.1
            + forwarding  packets are forwarded
            + nat         what leaves for elsewhere gets the host's address
            + cgroups     version 2 with cpu,memory
            + limits      nobody takes the controllers from containers
            + leftovers   nothing is left of runs that were killed
            """.replace("VERSION", Runtime.version().toString());

    private Caller caller;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        caller = new Caller(directory);
        FakeHost host = caller.host();
        host.answer("ip -V", "ip utility, iproute2-6.1.0\n");
        WITH_VERSIONS.forEach(command -> host.answer(command, "tool 99.1\nand more\n"));
        host.answer("ip -o -4 addr show dev bridge0 up", "5: bridge0    inet 10.0.0.1/24 scope global bridge0\n");
        host.answer("iptables -w -t nat -S POSTROUTING", "-A POSTROUTING -s 10.0.0.0/24 ! -o bridge0 -j MASQUERADE\n");
        host.kernelFile("/proc/sys/net/ipv4/ip_forward", "1\n");
        caller.keepControllers();
    }

    @Test
    void a_host_that_has_everything_gets_a_plus_for_each_requirement() {
        assertEquals(Result.of(ALL_WELL), caller.jocker("doctor"));
    }

    @Test
    void where_letters_are_unicode_a_plus_is_a_tick_and_an_x_a_cross() {
        caller.set("LC_ALL", "C.UTF-8");
        caller.host().without("zstd");

        Result result = caller.jocker("doctor");

        assertEquals(
                ALL_WELL.replace("+ zstd        /usr/bin/zstd, tool 99.1", "x zstd        " + lacking("zstd", "zstd"))
                        .replaceAll("(?m)^\\+ ", "\u2713 ")
                        .replaceAll("(?m)^x ", "\u2717 "),
                result.out());
    }

    private static String lacking(String program, String debianPackage) {
        return "needs '" + program + "', which is not on PATH; mend it with: apt-get install " + debianPackage;
    }

    static Stream<Arguments> lacking() {
        return Stream.of(
                lack("ip", host -> host.without("ip"), lacking("ip", "iproute2")),
                lack("cgset", host -> host.without("cgset"), lacking("cgset", "cgroup-tools")),
                lack("bsdtar", host -> host.without("bsdtar"), lacking("bsdtar", "libarchive-tools")),
                lack(
                        "btrfs",
                        host -> host.answer("btrfs --version", "btrfs-progs v5.6\n"),
                        "btrfs-progs v5.6 is older than 5.7, the first that has what jocker uses;"
                                + " mend it with: apt-get install btrfs-progs"),
                lack(
                        "store",
                        host -> host.fileSystem(Optional.empty()),
                        "there is no store at /var/bocker; mend it with: mkdir -p /var/bocker"
                                + " && truncate -s 20G /var/bocker.btrfs && mkfs.btrfs /var/bocker.btrfs"
                                + " && mount -o loop /var/bocker.btrfs /var/bocker"),
                lack(
                        "store",
                        host -> host.fileSystem(Optional.of(new Host.FileSystem("ext4", false, 1L << 40))),
                        "the store /var/bocker is on ext4, not on btrfs; mend it with:"
                                + " truncate -s 20G /var/bocker.btrfs && mkfs.btrfs /var/bocker.btrfs"
                                + " && mount -o loop /var/bocker.btrfs /var/bocker"),
                lack(
                        "store",
                        host -> host.fileSystem(Optional.of(new Host.FileSystem("btrfs", true, 1L << 40))),
                        "the store /var/bocker is mounted read-only; mend it with: mount -o remount,rw /var/bocker"),
                lack(
                        "space",
                        host -> host.fileSystem(Optional.of(new Host.FileSystem("btrfs", false, 1L << 20))),
                        "the store /var/bocker has 1 MiB left;"
                                + " mend it with: jocker prune --stopped, or jocker rm ID"),
                lack(
                        "bridge",
                        host -> host.hasNot(new Resource.Interface("bridge0")),
                        "there is no bridge bridge0; mend it with: ip link add bridge0 type bridge"
                                + " && ip addr replace 10.0.0.1/24 dev bridge0 && ip link set bridge0 up"),
                lack(
                        "address",
                        host -> host.answer("ip -o -4 addr show dev bridge0 up", "inet 10.0.0.10/24\n"),
                        "bridge0 is not up with the address 10.0.0.1; mend it with:"
                                + " ip addr replace 10.0.0.1/24 dev bridge0 && ip link set bridge0 up"),
                lack(
                        "forwarding",
                        host -> host.kernelFile("/proc/sys/net/ipv4/ip_forward", "0\n"),
                        "packets are not forwarded; mend it with: echo 1 >/proc/sys/net/ipv4/ip_forward"),
                lack("nat", host -> host.without("iptables"), lacking("iptables", "iptables")),
                lack(
                        "nat",
                        host -> host.answer("iptables -w -t nat -S POSTROUTING", "-P POSTROUTING ACCEPT\n"),
                        "containers cannot reach beyond the host: there is no NAT; mend it with:"
                                + " iptables -t nat -A POSTROUTING -s 10.0.0.0/24 ! -o bridge0 -j MASQUERADE"),
                lack(
                        "cgroups",
                        host -> host.kernelFile("/proc/self/mounts", ""),
                        "no control groups are mounted at /sys/fs/cgroup;"
                                + " mend it with: mount -t cgroup2 none /sys/fs/cgroup"),
                lack(
                        "leftovers",
                        host -> host.has(new Resource.Interface("veth0_ps_42017")),
                        "something is left of [ps_42017]; mend it with: jocker prune"));
    }

    private static Arguments lack(String requirement, Consumer<FakeHost> without, String line) {
        return Arguments.of(requirement, without, line);
    }

    @ParameterizedTest
    @MethodSource("lacking")
    void what_is_missing_gets_an_x_and_the_command_that_mends_it(
            String requirement, Consumer<FakeHost> without, String line) {
        without.accept(caller.host());

        Result result = caller.jocker("doctor");

        assertEquals(
                List.of(String.format("x %-11s %s", requirement, line)),
                result.out().lines().filter(it -> !it.startsWith("+ ")).toList());
        assertEquals("", result.err());
        assertEquals(1, result.status());
    }

    @Test
    void a_controller_that_the_kernel_does_not_offer_is_named() {
        caller.offerControllers("cpu pids");

        assertEquals(
                List.of("x cgroups     version 2 has no controller memory;"
                        + " mend it with: boot with cgroup_enable=memory on the kernel's command line"),
                caller.jocker("doctor")
                        .out()
                        .lines()
                        .filter(it -> !it.startsWith("+ "))
                        .toList());
    }

    @Test
    void a_plain_user_is_told_so_and_gets_the_other_answers_all_the_same() {
        caller.host().plainUser();

        Result result = caller.jocker("doctor");

        assertEquals(
                "x root        you are not root; mend it with: sudo jocker doctor",
                result.out().lines().findFirst().orElse(""));
        assertEquals(ALL_WELL.lines().count() - 1, result.out().lines().count());
        assertEquals(1, result.status());
    }

    @Test
    void it_speaks_the_users_language() {
        caller.host().without("zstd");

        assertEquals(
                List.of("x zstd        'zstd' が必要ですが、PATH にありません。直すには: apt-get install zstd"),
                caller.jocker("--lang", "ja", "doctor")
                        .out()
                        .lines()
                        .filter(it -> !it.startsWith("+ "))
                        .toList());
    }
}
