package jocker.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jocker.os.FakeHost;
import jocker.os.Host;
import jocker.os.Resource;
import jocker.text.Texts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the doctor finds: a host that has everything, and one for each thing that is missing. */
class HostChecksTest {
    private static final Path ROOT = Path.of("/var/bocker");

    @TempDir
    private Path groups;

    private final FakeHost host = new FakeHost();

    /** Prepares a host that has everything. */
    @BeforeEach
    void prepare() throws IOException {
        host.cgroups(groups);
        Files.createDirectories(groups.resolve("system.slice/system-jocker.slice"));
        host.has(new Resource.Interface("bridge0"));
        host.answer("ip -V", "ip utility, iproute2-6.1.0, libbpf 1.1.0\n");
        host.answer("btrfs --version", "btrfs-progs v6.2\n+EXPERIMENTAL\n");
        host.answer("ip -o -4 addr show dev bridge0 up", "3: bridge0    inet 10.0.0.1/24 scope global bridge0\n");
        host.answer(
                "iptables -w -t nat -S POSTROUTING",
                "-P POSTROUTING ACCEPT\n-A POSTROUTING -s 10.0.0.0/24 ! -o bridge0 -j MASQUERADE\n");
        host.kernelFile("/proc/sys/net/ipv4/ip_forward", "1\n");
    }

    private List<CheckResult> results() {
        return new HostChecks(host, ROOT).all();
    }

    private static String requirements(List<CheckResult> results) {
        return results.stream().map(CheckResult::requirement).collect(Collectors.joining(" "));
    }

    private CheckResult result(String requirement) {
        return results().stream()
                .filter(it -> it.requirement().equals(requirement))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was said of " + requirement));
    }

    private static String says(CheckResult result) {
        return Texts.ENGLISH.say(result.says());
    }

    @Test
    void a_host_that_has_everything_is_told_so_in_the_order_in_which_one_would_mend_it() {
        List<CheckResult> results = results();

        assertEquals(
                "root java ip btrfs cgcreate cgset cgexec cgdelete unshare nsenter umount chroot cp tar skopeo bsdtar"
                        + " setpriv zstd store space bridge address forwarding nat cgroups limits",
                requirements(results));
        assertEquals(List.of(), results.stream().filter(it -> !it.isMet()).toList(), "requirements that are not met");
        assertEquals(
                List.of(), results.stream().filter(it -> !it.mend().isEmpty()).toList(), "nothing to mend");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "root       | you are root",
                "ip         | /usr/bin/ip, ip utility, iproute2-6.1.0, libbpf 1.1.0",
                "btrfs      | /usr/bin/btrfs, btrfs-progs v6.2",
                "cgset      | /usr/bin/cgset",
                "store      | /var/bocker is on btrfs",
                "space      | the store /var/bocker has 1048576 MiB left",
                "bridge     | bridge0 is there",
                "address    | bridge0 is up and has 10.0.0.1",
                "forwarding | packets are forwarded",
                "nat        | what leaves for elsewhere gets the host's address",
                "cgroups    | version 2 with cpu,memory",
                "limits     | nobody takes the controllers from containers"
            })
    void what_is_there_is_named(String requirement, String says) {
        assertEquals(says, says(result(requirement)));
    }

    /** A host that lacks something, and what is said of it. */
    private record Lack(String requirement, Consumer<FakeHost> arrange, String says, String mend) {
        @Override
        public String toString() {
            return says;
        }
    }

    private static Lack without(String program, String debianPackage) {
        return new Lack(
                program,
                host -> host.without(program),
                "needs '" + program + "', which is not on PATH",
                "apt-get install " + debianPackage);
    }

    private static Lack store(Optional<Host.FileSystem> fileSystem, String says, String mend) {
        return new Lack("store", host -> host.fileSystem(fileSystem), says, mend);
    }

    static Stream<Lack> lacks() {
        String make = "truncate -s 20G /var/bocker.btrfs && mkfs.btrfs /var/bocker.btrfs"
                + " && mount -o loop /var/bocker.btrfs /var/bocker";
        String giveAddress = "ip addr replace 10.0.0.1/24 dev bridge0 && ip link set bridge0 up";
        return Stream.of(
                new Lack("root", FakeHost::plainUser, "you are not root", "sudo jocker doctor"),
                without("ip", "iproute2"),
                without("btrfs", "btrfs-progs"),
                without("cgcreate", "cgroup-tools"),
                without("cgset", "cgroup-tools"),
                without("cgexec", "cgroup-tools"),
                without("cgdelete", "cgroup-tools"),
                without("unshare", "util-linux"),
                without("nsenter", "util-linux"),
                without("umount", "mount"),
                without("chroot", "coreutils"),
                without("cp", "coreutils"),
                without("tar", "tar"),
                without("skopeo", "skopeo"),
                without("bsdtar", "libarchive-tools"),
                without("setpriv", "util-linux"),
                without("zstd", "zstd"),
                new Lack(
                        "btrfs",
                        host -> host.answer("btrfs --version", "btrfs-progs v5.6.1\n"),
                        "btrfs-progs v5.6.1 is older than 5.7, the first that has what jocker uses",
                        "apt-get install btrfs-progs"),
                store(Optional.empty(), "there is no store at /var/bocker", "mkdir -p /var/bocker && " + make),
                store(
                        Optional.of(new Host.FileSystem("ext4", false, 1L << 40)),
                        "the store /var/bocker is on ext4, not on btrfs",
                        make),
                store(
                        Optional.of(new Host.FileSystem("btrfs", true, 1L << 40)),
                        "the store /var/bocker is mounted read-only",
                        "mount -o remount,rw /var/bocker"),
                new Lack(
                        "space",
                        host -> host.fileSystem(Optional.of(new Host.FileSystem("btrfs", false, (16L << 20) - 1))),
                        "the store /var/bocker has 15 MiB left",
                        "jocker prune --stopped, or jocker rm ID"),
                new Lack(
                        "bridge",
                        host -> host.hasNot(new Resource.Interface("bridge0")),
                        "there is no bridge bridge0",
                        "ip link add bridge0 type bridge && " + giveAddress),
                new Lack(
                        "address",
                        host -> host.answer("ip -o -4 addr show dev bridge0 up", "3: bridge0    inet 10.0.0.11/24\n"),
                        "bridge0 is not up with the address 10.0.0.1",
                        giveAddress),
                new Lack(
                        "forwarding",
                        host -> host.kernelFile("/proc/sys/net/ipv4/ip_forward", "0\n"),
                        "packets are not forwarded",
                        "echo 1 >/proc/sys/net/ipv4/ip_forward"),
                new Lack(
                        "nat",
                        host -> host.answer("iptables -w -t nat -S POSTROUTING", "-P POSTROUTING ACCEPT\n"),
                        "containers cannot reach beyond the host: there is no NAT",
                        "iptables -t nat -A POSTROUTING -s 10.0.0.0/24 ! -o bridge0 -j MASQUERADE"),
                new Lack(
                        "nat",
                        host -> host.without("iptables"),
                        "needs 'iptables', which is not on PATH",
                        "apt-get install iptables"),
                new Lack(
                        "cgroups",
                        host -> host.kernelFile("/proc/self/mounts", "proc /proc proc rw 0 0\n"),
                        "no control groups are mounted at /sys/fs/cgroup",
                        "mount -t cgroup2 none /sys/fs/cgroup"),
                new Lack(
                        "cgroups",
                        host -> host.has(Resource.Paths.of(Path.of("/run/libcgroup/systemd"))),
                        "libcgroup has been told to put all groups below another one, by /run/libcgroup/systemd",
                        "rm /run/libcgroup/systemd"));
    }

    @ParameterizedTest
    @MethodSource("lacks")
    void what_is_missing_is_named_with_the_command_that_mends_it(Lack lack) {
        lack.arrange().accept(host);

        CheckResult result = result(lack.requirement());

        assertFalse(result.isMet(), "it is missing");
        assertEquals(lack.says(), says(result));
        assertEquals(lack.mend(), result.mend());
        assertEquals(lack.says() + "; mend it with: " + lack.mend(), Texts.ENGLISH.say(result.complaint()));
    }

    @Test
    void a_controller_that_the_kernel_does_not_offer_is_named() throws IOException {
        Files.writeString(groups.resolve("cgroup.controllers"), "cpu pids\n");

        CheckResult result = result("cgroups");

        assertEquals("version 2 has no controller memory", says(result));
        assertEquals("boot with cgroup_enable=memory on the kernel's command line", result.mend());
        assertFalse(requirements(results()).contains("limits"), "whether they stay is asked of controllers there are");
    }

    @Test
    void nothing_is_asked_of_what_is_not_there() {
        host.fileSystem(Optional.empty());
        host.hasNot(new Resource.Interface("bridge0"));
        host.without("btrfs");

        String requirements = requirements(results());

        assertFalse(requirements.contains("space"), requirements);
        assertFalse(requirements.contains("address"), requirements);
        assertFalse(host.done().contains("btrfs --version"), host.done().toString());
    }

    @Test
    void a_plain_user_does_not_ask_for_the_rules_of_the_firewall() {
        host.plainUser();
        host.refuse("iptables -w -t nat -S POSTROUTING");

        assertFalse(result("root").isMet());
    }

    @Test
    void another_rule_of_the_same_effect_is_nat_too() {
        host.answer("iptables -w -t nat -S POSTROUTING", "-A POSTROUTING -o eth0 -j SNAT --to-source 192.0.2.1\n");

        assertTrue(result("nat").isMet());
    }

    @Test
    void a_directory_with_blanks_is_quoted_in_the_command_that_mends_it() {
        host.fileSystem(Optional.of(new Host.FileSystem("btrfs", true, 0)));

        assertEquals(
                "mount -o remount,rw '/srv/my store'",
                new HostChecks(host, Path.of("/srv/my store")).store().mend());
    }

    @Test
    void a_program_that_is_no_tool_of_jockers_is_installed_by_its_own_name() {
        host.without("tree");

        assertEquals(
                "apt-get install tree",
                new HostChecks(host, ROOT).program("tree").mend());
    }

    @Test
    void a_look_changes_nothing() {
        results();

        assertEquals(
                List.of(
                        "ip -V",
                        "btrfs --version",
                        "unshare --version",
                        "nsenter --version",
                        "chroot --version",
                        "cp --version",
                        "tar --version",
                        "skopeo --version",
                        "bsdtar --version",
                        "setpriv --version",
                        "zstd --version",
                        "ip -o -4 addr show dev bridge0 up",
                        "iptables -w -t nat -S POSTROUTING"),
                host.done());
    }
}
