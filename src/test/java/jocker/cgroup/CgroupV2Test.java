package jocker.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jocker.os.Argv;
import jocker.os.HostException;
import jocker.store.ContainerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Version 2: one directory, other names, and no swap. */
class CgroupV2Test {
    private static final ContainerId CONTAINER = new ContainerId(42017);

    @TempDir
    private Path mount;

    private CgroupV2 cgroups() {
        return new CgroupV2(mount);
    }

    private void write(String file, String text) throws IOException {
        Path path = mount.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @ParameterizedTest
    @CsvSource({
        "cpuset cpu io memory hugetlb pids, ''",
        "cpuset io memory, cpu",
        "cpuset cpuset.cpus pids, 'cpu,memory'",
        "'', 'cpu,memory'"
    })
    void controllers_that_the_kernel_does_not_offer_are_missing(String offered, String missing) throws IOException {
        write("cgroup.controllers", offered + "\n");

        List<String> expected = missing.isEmpty() ? List.of() : Arrays.asList(missing.split(","));
        assertEquals(expected, cgroups().missing());
    }

    @Test
    void a_mount_that_does_not_say_what_it_offers_is_an_error() {
        HostException failure =
                assertThrows(HostException.class, () -> cgroups().missing());

        assertTrue(
                failure.getMessage().startsWith("cannot read " + mount.resolve("cgroup.controllers") + ": "),
                failure.getMessage());
    }

    @Test
    void the_limits_have_other_names_and_there_is_no_swap() {
        Path group = mount.resolve("ps_42017");

        assertEquals(
                List.of(
                        new Cgroups.Setting(
                                80, "weight", Argv.of("cgset -r cpu.weight=100 ps_42017"), group.resolve("cpu.weight")),
                        new Cgroups.Setting(
                                81,
                                "memory",
                                Argv.of("cgset -r memory.max=268435456 ps_42017"),
                                group.resolve("memory.max")),
                        new Cgroups.Setting(
                                81,
                                "swap",
                                Argv.of("cgset -r memory.swap.max=0 ps_42017"),
                                group.resolve("memory.swap.max"))),
                cgroups().settings(CONTAINER, new Limits(1024, 256 << 20)));
    }

    @Test
    void one_command_deletes_a_group() {
        assertEquals(
                List.of(new Cgroups.Deletion(Argv.of("cgdelete -g cpu,memory:/ps_42017"), mount.resolve("ps_42017"))),
                cgroups().deletions(CONTAINER));
        assertEquals(mount, cgroups().processor());
    }

    @Test
    void the_usage_is_read_from_the_kernels_files() throws IOException {
        write("ps_42017/cpu.weight", "59\n");
        write("ps_42017/cpu.stat", "usage_usec 7654\nuser_usec 7000\n");
        write("ps_42017/memory.max", "512000000\n");
        write("ps_42017/memory.current", "4096\n");

        assertEquals(
                new Cgroups.Usage(
                        "cpu.weight",
                        Optional.of(59L),
                        Optional.of(7654L),
                        Optional.of(512_000_000L),
                        Optional.of(4096L)),
                cgroups().usage(CONTAINER));
    }

    @Test
    void a_group_without_a_limit_has_none() throws IOException {
        write("ps_42017/memory.max", "max\n");
        write("ps_42017/cpu.stat", "nr_periods 0\n");

        Cgroups.Usage usage = cgroups().usage(CONTAINER);

        assertEquals(Optional.empty(), usage.memoryLimit());
        assertEquals(Optional.empty(), usage.cpuMicroseconds());
    }

    @Test
    void the_kernel_counts_what_it_has_killed() throws IOException {
        write("ps_42017/memory.events", "low 0\nhigh 0\nmax 12\noom 2\noom_kill 1\noom_group_kill 0\n");

        assertEquals(1, cgroups().memoryKills(CONTAINER));
    }

    @Test
    void where_systemd_has_booted_the_controllers_stay_if_a_unit_of_its_own_wants_them() throws IOException {
        Files.createDirectories(mount.resolve("system.slice/system-jocker.slice"));

        assertTrue(cgroups().isKept(), "the unit that scripts/setup-host makes is there");
    }
}
