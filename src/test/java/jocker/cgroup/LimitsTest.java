package jocker.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import jocker.store.ContainerId;
import jocker.text.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits, and the commands that set them. */
class LimitsTest {
    private static final String V1 = """
            cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0
            cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0
            cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0
            """;

    @ParameterizedTest
    @CsvSource({"512, 512000000", "1, 1000000", "256m, 268435456", "1G, 1073741824", "4096b, 4096", "8KiB, 8192"})
    void a_bare_number_is_bockers_unit_and_a_unit_is_dockers(String text, long bytes) {
        assertEquals(bytes, Limits.DEFAULT.withMemory(text).memoryBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "-1", "0", "1.5g", "5x", "99999999999999999t", "0x10", "1 g"})
    void what_is_no_amount_of_memory_is_refused(String text) {
        assertThrows(UsageException.class, () -> Limits.DEFAULT.withMemory(text));
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "256, 35", "512, 59", "1024, 100", "2048, 174", "262144, 10000"})
    void shares_become_a_weight_as_runc_and_crun_compute_it(int shares, int weight) {
        assertEquals(weight, CgroupV2.weight(shares));
    }

    @Test
    void the_version_is_found_in_the_mounts() {
        ContainerId container = new ContainerId(42017);

        assertEquals("cpu,cpuacct,memory", Cgroups.detect(V1).orElseThrow().controllers());
        assertEquals(2, Cgroups.detect(V1).orElseThrow().directories(container).size());
        assertEquals(
                "cpu,memory",
                Cgroups.detect("none /sys/fs/cgroup cgroup2 rw 0 0\n")
                        .orElseThrow()
                        .controllers());
        assertEquals(Optional.empty(), Cgroups.detect("/dev/vda / ext4 rw 0 0\ngarbage\n"));
    }
}
