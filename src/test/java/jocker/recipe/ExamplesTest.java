package jocker.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jocker.os.FakeHost;
import jocker.plan.Plan;
import jocker.plan.Step;
import jocker.text.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of {@code explain}. */
class ExamplesTest {
    private static Optional<Plan> example(String mounts, String command) {
        FakeHost host = new FakeHost();
        host.kernelFile("/proc/self/mounts", mounts);
        return new Examples(host).of(command);
    }

    private static Plan example(String command) {
        return example("none /sys/fs/cgroup cgroup2 rw 0 0\n", command).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec   | cgexec -g cpu,memory:ps_42032 nsenter -t 4711 -m -u -i -n -p chroot /var/bocker/ps_42032"
                        + " which wget",
                "rm     | btrfs subvolume delete /var/bocker/ps_42032",
                "commit | btrfs subvolume snapshot /var/bocker/ps_42032 /var/bocker/.jocker/staging/img_42150",
                "init   | btrfs subvolume create /var/bocker/.jocker/staging/img_42150",
                "pull   | mkdir /var/bocker/.jocker/staging/img_42150.oci",
                "run    | ip link add dev veth0_ps_42032 type veth peer name veth1_ps_42032"
            })
    void an_example_is_of_bockers_store_whatever_the_host_has(String command, String firstLine) {
        assertEquals(firstLine, example(command).shellLines().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "init", "exec", "commit", "rm", "pull"})
    void every_step_of_an_example_is_explained_in_both_languages(String command) {
        List<String> missing = example(command).steps().stream()
                .map(Step::name)
                .flatMap(name -> Stream.of("step." + name, "step." + name + ".explained"))
                .filter(key -> !Texts.ENGLISH.bundle().keySet().contains(key)
                        || !Texts.JAPANESE.bundle().keySet().contains(key))
                .toList();

        assertEquals(List.of(), missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "init", "exec", "commit"})
    void every_step_says_how_to_look_at_what_has_come_of_it(String command) {
        List<String> without = example(command).steps().stream()
                .filter(step -> step.look().isEmpty())
                .map(Step::name)
                .toList();

        assertEquals(List.of(), without);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ps", "images", "logs", "prune", "doctor", "", "fly"})
    void a_command_without_steps_has_no_example(String command) {
        assertEquals(Optional.empty(), example("", command));
    }

    @Test
    void a_host_without_control_groups_is_shown_version_2() {
        List<String> lines =
                example("proc /proc proc rw 0 0\n", "run").orElseThrow().shellLines();

        assertTrue(lines.contains("cgset -r cpu.weight=59 ps_42032"), lines.toString());
    }

    @Test
    void a_host_with_version_1_is_shown_that() {
        String v1 = """
                cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0
                cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0
                """;

        List<String> lines = example(v1, "rm").orElseThrow().shellLines();

        assertEquals(
                List.of(
                        "btrfs subvolume delete /var/bocker/ps_42032",
                        "cgdelete -g cpu,cpuacct,memory:/ps_42032",
                        "cgdelete -g memory:/ps_42032"),
                lines);
    }
}
