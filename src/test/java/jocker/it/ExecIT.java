package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code jocker exec}, in a container that was started elsewhere. */
@Tag("machine")
class ExecIT extends RealTest {
    private String container;
    private Process run;

    @BeforeEach
    void start() {
        run = box.start("run", box.image(), "sleep 1000");
        container = box.running("sleep 1000");
    }

    @AfterEach
    void end() throws Exception {
        box.jocker("rm", "-f", container).ok();
        run.waitFor();
    }

    @Test
    void the_command_sees_the_container_from_inside() {
        TestHost.Result result = box.jocker("exec", container, "ps", "-eo", "args");

        assertEquals(List.of("sleep 1000", "ps -eo args"), result.ok().lines().subList(2, 4));
    }

    @Test
    void the_command_is_held_by_the_containers_limits() {
        String groups =
                box.jocker("exec", container, "cat", "/proc/self/cgroup").ok().out();

        assertTrue(groups.contains("/" + container + "\n"), groups);
    }

    @Test
    void the_command_ends_with_its_own_status() {
        assertEquals(5, box.jocker("exec", container, "sh", "-c", "exit 5").status());
        assertEquals(6, box.jocker("exec", container, "exit 6").status());
        assertEquals(127, box.jocker("exec", container, "nosuch", "x").status());
        assertEquals(126, box.jocker("exec", container, "/etc", "x").status());
        assertEquals(
                137, box.jocker("exec", container, "sh", "-c", "kill -9 $$").status());
    }

    @Test
    void stdin_stdout_and_stderr_are_the_callers() {
        TestHost.Result result = box.sh("echo in | $JOCKER exec " + container + " sh -c 'tr a-z A-Z; echo err >&2'");

        assertEquals("IN\n", result.ok().out());
        assertEquals("err\n", result.err());
    }

    @Test
    void a_terminal_is_passed_through() {
        TestHost.Result result = box.sh(
                "{ sleep 2; printf '[ -t 0 ] && [ -t 1 ] && echo $((6 * 7))\\nexit\\n'; sleep 2; } | script -qec \"$JOCKER exec "
                        + container + " bash\" /dev/null");

        assertTrue(result.ok().out().contains("42\r\n"), result.out());
    }

    @Test
    void a_signal_ends_the_command_and_not_the_container() throws Exception {
        Process exec = box.start("exec", container, "sleep", "2000");
        TestHost.await(
                "the command runs", () -> box.sh("pgrep -f '^sleep 2000'").status() == 0);

        box.sh("kill -TERM " + exec.pid()).ok();

        assertEquals(143, exec.waitFor());
        assertTrue(box.sh("pgrep -f '^sleep [2]000'").status() != 0, "the command is gone");
        assertEquals(0, box.jocker("exec", container, "true").status());
    }

    @Test
    void a_running_container_is_neither_removed_nor_committed() {
        for (List<String> command : List.of(List.of("rm", container), List.of("commit", container, box.image()))) {
            TestHost.Result result = box.jocker(command.toArray(String[]::new));

            assertEquals(1, result.status(), result.toString());
            assertTrue(result.err().contains("'" + container + "' is running"), result.err());
            assertEquals(1, result.err().lines().count(), result.err());
        }
        assertEquals(0, box.jocker("exec", container, "true").status());
    }
}
