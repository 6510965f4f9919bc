package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import jocker.cli.Caller.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code exec} of a container that does not run; one that runs takes a kernel's namespaces. */
class ExecCommandTest {
    private Caller caller;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        caller = new Caller(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch", "", "ps_42017", "img_42002", "ps_42005/../ps_42005"})
    void a_container_that_is_not_there_is_told_in_bockers_words(String container) {
        caller.container(42005, "sleep 5");
        caller.image(42002);

        assertEquals(
                Result.refused(125, "No container named '" + container + "' exists\n"),
                caller.jocker("exec", container, "true"));
    }

    @Test
    void a_container_that_has_ended_is_told_in_bockers_words() {
        caller.container(42005, "sleep 5");

        assertEquals(
                Result.refused(125, "Container 'ps_42005' exists but is not running\n"),
                caller.jocker("exec", "ps_42005", "true"));
    }

    @Test
    void a_process_that_is_not_the_first_of_a_container_is_not_entered() {
        caller.container(42005, "sleep 5");
        caller.writeGroup(42005, "cgroup.procs", ProcessHandle.current().pid() + "\n");

        assertEquals(
                Result.refused(125, "Container 'ps_42005' exists but is not running\n"),
                caller.jocker("exec", "ps_42005", "true"));
        assertEquals(List.of(), caller.done());
    }

    @Test
    void a_plain_user_is_told_to_use_sudo() {
        caller.host().plainUser();

        assertEquals(
                Result.refused(125, "jocker: 'exec' changes the machine and needs root; try: sudo jocker exec\n"),
                caller.jocker("exec", "ps_42005", "true"));
    }

    @Test
    void a_host_without_control_groups_is_told_how_to_mount_them() {
        caller.host().kernelFile("/proc/self/mounts", "");

        assertEquals(
                Result.refused(
                        125,
                        "jocker: no control groups are mounted at /sys/fs/cgroup;"
                                + " mend it with: mount -t cgroup2 none /sys/fs/cgroup\n"),
                caller.jocker("exec", "ps_42005", "true"));
    }
}
