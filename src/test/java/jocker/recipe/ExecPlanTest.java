package jocker.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import jocker.cgroup.Cgroups;
import jocker.os.Argv;
import jocker.plan.Plan;
import jocker.store.ContainerId;
import org.junit.jupiter.api.Test;

/** How a command gets into a container that runs. */
class ExecPlanTest {
    private static final Cgroups CGROUPS =
            Cgroups.detect("none /sys/fs/cgroup cgroup2 rw 0 0\n").orElseThrow();

    private static Plan plan(Argv command) {
        return ExecPlan.of(CGROUPS, new ContainerId(42017), 4711, Path.of("/var/bocker/ps_42017"), command);
    }

    @Test
    void a_command_enters_the_control_group_the_namespaces_and_the_tree_as_it_was_given() {
        Argv command = new Argv(List.of("sh", "-c", "echo a; echo 'b c'"));

        assertEquals(
                List.of("cgexec -g cpu,memory:ps_42017 nsenter -t 4711 -m -u -i -n -p chroot /var/bocker/ps_42017"
                        + " sh -c 'echo a; echo '\\''b c'\\'''"),
                plan(command).shellLines());
    }

    @Test
    void the_programs_of_the_host_are_known_before_it_begins() {
        assertEquals(
                List.of("cgexec", "nsenter", "chroot"), plan(Argv.of("true")).programs());
    }
}
