package jocker.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.os.FakeHost;
import jocker.os.HostException;
import jocker.os.Resource;
import jocker.store.ContainerId;
import jocker.text.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which version a host has, and what is the same in both. */
class CgroupsTest {
    private static final ContainerId CONTAINER = new ContainerId(42017);
    private static final String V2 = "none /sys/fs/cgroup cgroup2 rw,nosuid 0 0\n";

    @TempDir
    private Path directory;

    private static Cgroups detect(String mounts) {
        return Cgroups.detect(mounts).orElseThrow();
    }

    private static String version(Cgroups cgroups) {
        return Texts.ENGLISH.say(cgroups.version());
    }

    /** A host with control groups in the test's directory. */
    private Cgroups own() {
        FakeHost host = new FakeHost();
        host.cgroups(directory);
        return Cgroups.of(host).orElseThrow();
    }

    @Test
    void a_host_is_asked_what_it_has_mounted() {
        FakeHost host = new FakeHost();
        host.kernelFile("/proc/self/mounts", V2);

        assertEquals(Optional.of("version 2"), Cgroups.of(host).map(CgroupsTest::version));
    }

    @Test
    void a_host_with_both_versions_has_version_1_if_that_has_all_controllers() {
        String v1 = """
                cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0
                cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,nosuid,cpu,cpuacct 0 0
                cgroup /sys/fs/cgroup/memory cgroup rw,nosuid,memory 0 0
                """;

        assertEquals("version 1", version(detect(v1)));
        assertEquals("version 2", version(detect(v1.replace("rw,nosuid,memory", "rw,nosuid,pids"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "proc /proc proc rw 0 0\n",
                "cgroup2 /sys/fs/cgroup\n",
                "cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0\n"
            })
    void a_host_without_all_controllers_has_none(String mounts) {
        assertEquals(Optional.empty(), Cgroups.detect(mounts));
    }

    @Test
    void the_commands_for_a_group_are_bockers() {
        Cgroups cgroups = detect(V2);

        assertEquals(
                "cgcreate -g cpu,memory:/ps_42017", cgroups.create(CONTAINER).shellLine());
        assertEquals("cgexec -g cpu,memory:ps_42017", cgroups.enter(CONTAINER).shellLine());
    }

    @Test
    void a_group_is_seen_by_its_directories() {
        assertEquals(
                Resource.Paths.of(Path.of("/sys/fs/cgroup/ps_42017")),
                detect(V2).resource(CONTAINER));
    }

    @Test
    void the_processes_of_a_group_are_read_from_it() {
        FakeHost.makeGroup(directory.resolve("ps_42017"), "4711\n4712\n");

        assertEquals(List.of(4711L, 4712L), own().processes(CONTAINER));
    }

    @Test
    void where_there_is_no_group_there_are_no_processes() {
        assertEquals(List.of(), own().processes(CONTAINER));
        assertEquals(Optional.empty(), own().firstProcess(CONTAINER));
    }

    @Test
    void a_process_that_is_in_the_hosts_pid_namespace_is_no_containers_first() {
        long self = ProcessHandle.current().pid();
        FakeHost.makeGroup(directory.resolve("ps_42017"), self + "\n");

        assertEquals(List.of(self), own().processes(CONTAINER));
        assertEquals(Optional.empty(), own().firstProcess(CONTAINER));
    }

    @Test
    void a_host_that_cannot_tell_its_mounts_is_an_error() {
        HostException failure = assertThrows(HostException.class, () -> Cgroups.of(new FakeHost()));

        assertTrue(failure.getMessage().startsWith("cannot read /proc/self/mounts: "), failure.getMessage());
    }
}
