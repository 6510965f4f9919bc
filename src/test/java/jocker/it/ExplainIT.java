package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The explanations are those of the very steps that are performed. */
@Tag("machine")
class ExplainIT extends RealTest {
    private static final Pattern NUMBERED = Pattern.compile("( [0-9]|[0-9]{2})\\. .*");

    /** What comes when the container has ended, and its input with it. */
    private static final int TAKE_DOWNS = 2;

    @Test
    void explain_run_shows_the_commands_of_a_dry_run_in_their_order() {
        List<String> explained = commands(box.jocker("--root", box.store().toString(), "explain", "run")
                .ok()
                .lines());
        List<String> dry = box.jocker("--dry-run", "run", box.image(), "which", "wget")
                .ok()
                .lines();

        assertEquals(
                dry.stream().map(this::withoutValues).toList(),
                explained.stream().map(this::withoutValues).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"init", "exec", "commit", "rm", "pull", "logs", "ps", "images", "prune"})
    void every_command_is_explained_in_both_languages(String command) {
        TestHost.Result english = box.jocker("--lang", "en", "explain", command).ok();
        TestHost.Result japanese =
                box.jocker("--lang", "ja", "explain", command).ok();

        assertTrue(english.out().matches("(?s)\\p{ASCII}{60,}"), english.out());
        assertTrue(japanese.out().matches("(?s).*\\p{IsHiragana}.*"), japanese.out());
        assertEquals(commands(english.lines()), commands(japanese.lines()));
    }

    @Test
    void explain_alone_lists_what_it_can_explain() {
        List<String> lines = box.jocker("explain").ok().lines();

        assertTrue(lines.stream().anyMatch(line -> line.startsWith("jocker explain run ")), lines.toString());
        for (String line : lines) {
            box.jocker(line.replaceFirst("^jocker ", "")
                            .replaceFirst("  .*", "")
                            .split(" "))
                    .ok();
        }
    }

    @Test
    void explain_before_run_explains_each_step_on_stderr_and_runs() {
        TestHost.Result result = box.jocker("--lang", "en", "--explain", "run", box.image(), "echo", "out")
                .ok();

        assertEquals("out\n", result.out());
        List<String> told = result.err().lines().toList();
        assertEquals(
                box.jocker("--dry-run", "run", box.image(), "echo", "out")
                        .ok()
                        .lines()
                        .size(),
                commands(told).size());
        assertTrue(result.err().contains("A veth pair is a network cable"), result.err());
    }

    @Test
    void step_by_step_a_second_terminal_can_look_half_way() throws Exception {
        // Without a terminal of its own, so that Enter is what comes on stdin.
        Process run = box.startTalking("exec setsid $JOCKER --step run $IMG cat");
        OutputStream keys = run.getOutputStream();
        enter(keys, 4);
        TestHost.await("the fourth step", () -> box.sh("ip netns").out().contains("netns_ps_"));
        assertTrue(box.sh("ip -o link | grep -c veth[01]_ps_").out().equals("2\n"), "both ends are on the host");
        enter(keys, 1);
        TestHost.await(
                "the fifth step",
                () -> box.sh("ip -o link | grep -c veth1_ps_").out().equals("0\n"));
        assertEquals("", box.sh("ls -d $JOCKER_ROOT/ps_*").out(), "there is no tree yet");
        enter(
                keys,
                box.jocker("--dry-run", "run", box.image(), "cat").ok().lines().size() - TAKE_DOWNS - 5);
        keys.write("the container's own input\n".getBytes(StandardCharsets.UTF_8));
        keys.close();

        assertEquals(0, run.waitFor());
        assertEquals("the container's own input\n", TestHost.text(run.getInputStream()));
    }

    @Test
    void a_signal_while_enter_is_awaited_undoes_what_is_there() throws Exception {
        Process run = box.startTalking("exec setsid $JOCKER --step run $IMG true");
        enter(run.getOutputStream(), 4);
        TestHost.await("the fourth step", () -> box.sh("ip netns").out().contains("netns_ps_"));

        box.sh("kill -TERM " + run.pid()).ok();

        assertEquals(143, run.waitFor());
        assertEquals("", box.traces());
    }

    @Test
    void a_signal_when_the_container_has_ended_takes_the_network_down_all_the_same() throws Exception {
        int steps = box.jocker("--dry-run", "run", box.image(), "echo ended")
                        .ok()
                        .lines()
                        .size()
                - TAKE_DOWNS;
        Process run = box.startTalking("exec setsid $JOCKER --step run $IMG 'echo ended'");
        enter(run.getOutputStream(), steps);
        TestHost.await(
                "the container has run",
                () -> box.sh("grep -q ended $JOCKER_ROOT/ps_*/ps_*.log").status() == 0);
        TestHost.await(
                "its process is gone",
                () -> box.sh("cat /sys/fs/cgroup/ps_*/cgroup.procs /sys/fs/cgroup/*/ps_*/cgroup.procs 2>/dev/null")
                        .out()
                        .isEmpty());

        box.sh("kill -TERM " + run.pid()).ok();

        assertEquals(143, run.waitFor());
        assertEquals("", box.sh("{ ip -o link; ip netns; } | grep _ps_").out());
    }

    private static void enter(OutputStream keys, int times) throws Exception {
        keys.write("\n".repeat(times).getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** The line below each step's first. */
    private static List<String> commands(List<String> lines) {
        return Stream.iterate(0, i -> i < lines.size() - 1, i -> i + 1)
                .filter(i -> NUMBERED.matcher(lines.get(i)).matches())
                .map(i -> lines.get(i + 1).strip())
                .toList();
    }

    private String withoutValues(String command) {
        return command.replaceAll("(ps|img)_42[0-9]{3}", "$1_N")
                .replaceAll("10\\.0\\.0\\.[0-9]+/24", "10.0.0.N/24")
                .replaceAll("02:42:[0-9a-f:]+", "MAC")
                .replace(box.store().toString(), "/var/bocker");
    }
}
