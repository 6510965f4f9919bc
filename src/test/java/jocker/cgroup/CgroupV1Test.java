package jocker.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.os.Argv;
import jocker.store.ContainerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Version 1: a directory for each controller. */
class CgroupV1Test {
    private static final ContainerId CONTAINER = new ContainerId(42017);

    @TempDir
    private Path directory;

    private Path cpu() {
        return directory.resolve("cpu,cpuacct");
    }

    private Path memory() {
        return directory.resolve("memory");
    }

    /** As most hosts have it: the processor's two controllers in one place. */
    private CgroupV1 cgroups() {
        return new CgroupV1(List.of(cpu(), cpu(), memory()));
    }

    private static void write(Path group, String file, String text) throws IOException {
        Files.writeString(Files.createDirectories(group).resolve(file), text);
    }

    private static List<String> commands(List<Cgroups.Deletion> deletions) {
        return deletions.stream()
                .map(it -> it.argv().shellLine() + " # " + it.directory())
                .toList();
    }

    @Test
    void it_is_bockers_controllers_and_none_is_missing() {
        assertEquals("cpu,cpuacct,memory", cgroups().controllers());
        assertEquals(List.of(), cgroups().missing());
        assertEquals(cpu(), cgroups().processor());
    }

    @Test
    void the_limits_are_set_as_bocker_sets_them() {
        assertEquals(
                List.of(
                        new Cgroups.Setting(
                                80,
                                "cpu",
                                Argv.of("cgset -r cpu.shares=1024 ps_42017"),
                                cpu().resolve("ps_42017/cpu.shares")),
                        new Cgroups.Setting(
                                81,
                                "memory",
                                Argv.of("cgset -r memory.limit_in_bytes=268435456 ps_42017"),
                                memory().resolve("ps_42017/memory.limit_in_bytes"))),
                cgroups().settings(CONTAINER, new Limits(1024, 256 << 20)));
    }

    @Test
    void a_group_has_a_directory_in_each_place() {
        assertEquals(
                List.of(cpu().resolve("ps_42017"), memory().resolve("ps_42017")),
                cgroups().directories(CONTAINER));
    }

    @Test
    void each_further_place_is_deleted_by_a_command_of_its_own() {
        assertEquals(
                List.of(
                        "cgdelete -g cpu,cpuacct,memory:/ps_42017 # " + cpu().resolve("ps_42017"),
                        "cgdelete -g memory:/ps_42017 # " + memory().resolve("ps_42017")),
                commands(cgroups().deletions(CONTAINER)));
    }

    @Test
    void three_places_take_three_commands() {
        Path cpuacct = directory.resolve("cpuacct");
        CgroupV1 apart = new CgroupV1(List.of(cpu(), cpuacct, memory()));

        assertEquals(
                List.of(
                        "cgdelete -g cpu,cpuacct,memory:/ps_42017 # " + cpu().resolve("ps_42017"),
                        "cgdelete -g cpuacct:/ps_42017 # " + cpuacct.resolve("ps_42017"),
                        "cgdelete -g memory:/ps_42017 # " + memory().resolve("ps_42017")),
                commands(apart.deletions(CONTAINER)));
    }

    @Test
    void the_usage_is_read_from_the_kernels_files_in_microseconds_and_bytes() throws IOException {
        Path cpuGroup = cpu().resolve("ps_42017");
        Path memoryGroup = memory().resolve("ps_42017");
        write(cpuGroup, "cpu.shares", "512\n");
        write(cpuGroup, "cpuacct.usage", "7654321\n");
        write(memoryGroup, "memory.limit_in_bytes", "512000000\n");
        write(memoryGroup, "memory.usage_in_bytes", "4096\n");

        assertEquals(
                new Cgroups.Usage(
                        "cpu.shares",
                        Optional.of(512L),
                        Optional.of(7654L),
                        Optional.of(512_000_000L),
                        Optional.of(4096L)),
                cgroups().usage(CONTAINER));
    }

    @Test
    void where_there_is_no_group_nothing_is_used() {
        assertEquals(
                new Cgroups.Usage("cpu.shares", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                cgroups().usage(CONTAINER));
    }

    @Test
    void the_kernel_counts_what_it_has_killed() throws IOException {
        assertEquals(0, cgroups().memoryKills(CONTAINER), "there is no group");

        write(memory().resolve("ps_42017"), "memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");

        assertEquals(3, cgroups().memoryKills(CONTAINER));
    }
}
