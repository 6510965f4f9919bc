package jocker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import jocker.os.FakeHost;
import jocker.plan.Step;
import org.junit.jupiter.api.Test;

/** The steps that {@code explain} shows. */
class ExampleStepsTest {
    private static List<String> names(String command) {
        FakeHost host = new FakeHost();
        host.kernelFile("/proc/self/mounts", "none /sys/fs/cgroup cgroup2 rw 0 0\n");
        return ExampleSteps.of(host, command).stream().map(Step::name).toList();
    }

    @Test
    void a_command_has_the_steps_that_it_performs() {
        assertEquals(List.of("copy-container", "exchange", "delete-old"), names("commit"));
        assertEquals(List.of("delete", "clear"), names("rm"));
    }

    @Test
    void a_command_without_steps_has_none() {
        assertEquals(List.of(), names("ps"));
        assertEquals(List.of(), names("no-such-command"));
    }
}
