package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jocker run}. */
class RunIT extends RealTest {
    @Test
    void a_container_runs_on_the_image() {
        assertEquals(
                "/usr/bin/which\n",
                box.jocker("run", box.image(), "which", "which").ok().out());
    }

    @Test
    void several_arguments_arrive_exactly_as_they_were_given() {
        TestHost.Result two = box.jocker("run", box.image(), "sh", "-c", "echo a; echo b");
        TestHost.Result odd = box.jocker(
                "run",
                box.image(),
                "printf",
                "%s|",
                "a b",
                "$HOME",
                "*",
                "it's",
                "",
                "\"q\"",
                "--",
                "-n",
                "x\ny",
                "\\");

        assertEquals("a\nb\n", two.ok().out());
        assertEquals("a b|$HOME|*|it's||\"q\"|--|-n|x\ny|\\|", odd.ok().out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=C.UTF-8", "LANG=C LC_ALL=", "LANG=ja_JP.UTF-8 LC_ALL="})
    void no_locale_changes_an_argument_and_the_command_sees_the_callers(String locale) {
        TestHost.Result result =
                box.sh(locale + " $JOCKER run $IMG sh -c 'printf \"%s \" \"$@\"; echo \"LC_ALL=$LC_ALL\"' sh"
                        + " $'\\303\\244' $'\\343\\201\\202'");

        assertEquals(
                "\u00e4 \u3042 LC_ALL=" + locale.replaceAll(".*LC_ALL=", "") + "\n",
                result.ok().out());
        assertTrue(box.sh(locale + " $JOCKER ps").ok().out().contains(" sh \u00e4 \u3042\n"), "ps shows the command");
    }

    @Test
    void one_argument_is_a_shell_expression() {
        assertEquals(
                "a b\n2\n",
                box.jocker("run", box.image(), "echo a  b && expr 1 + 1").ok().out());
    }

    @ParameterizedTest
    @CsvSource({"7, exit 7", "127, nosuch", "126, /etc", "0, true", "255, exit 255", "137, sh -c 'kill -9 $$'"})
    void an_expression_ends_with_its_own_status(int status, String expression) {
        assertEquals(status, box.jocker("run", box.image(), expression).status());
    }

    @Test
    void a_command_ends_with_its_own_status() {
        assertEquals(
                137, box.jocker("run", box.image(), "sh", "-c", "kill -9 $$").status());
        assertEquals(
                143, box.jocker("run", box.image(), "sh", "-c", "kill -TERM $$").status());
        assertEquals(1, box.jocker("run", box.image(), "false").status());
        assertEquals(
                1,
                box.jocker("run", box.image(), "echo unshare: odd >&2; exit 1").status());
    }

    @Test
    void a_container_whose_first_process_is_killed_from_the_host_ends_with_137() throws Exception {
        Process run = box.start("run", box.image(), "sleep 3333");
        box.running("sleep 3333");

        box.sh("kill -9 $(pgrep -P $(pgrep -f 'unshare.*sleep [3]333'))").ok();

        assertEquals(137, run.waitFor());
    }

    @Test
    void stdout_and_stderr_come_in_order_and_go_to_the_log() {
        String script = "for i in 1 2 3 4 5; do echo out $i; echo err $i >&2; done";
        String expected = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> "out " + i + "\nerr " + i + "\n")
                .collect(Collectors.joining());

        TestHost.Result result = box.jocker("run", box.image(), script);
        String container = box.container(script);

        assertEquals(expected, result.ok().out());
        assertEquals(expected, box.jocker("logs", container).ok().out());
        assertEquals(
                expected,
                box.sh("cat $JOCKER_ROOT/" + container + "/" + container + ".log")
                        .ok()
                        .out());
    }

    @Test
    void output_arrives_while_the_container_runs() throws IOException {
        Process run = box.start("run", box.image(), "echo first; sleep 1000");

        byte[] first = run.getInputStream().readNBytes(6);

        assertEquals("first\n", new String(first, java.nio.charset.StandardCharsets.UTF_8));
        assertTrue(run.isAlive(), "the container still runs");
        box.jocker("rm", "-f", box.container("echo first; sleep 1000")).ok();
    }

    @Test
    void stdin_is_the_callers() {
        assertEquals(
                "HELLO\n",
                box.sh("echo hello | $JOCKER run $IMG tr a-z A-Z").ok().out());
    }

    @Test
    void a_reader_that_goes_away_ends_the_container_as_a_pipe_does() {
        assertEquals(
                "y\n141\n",
                box.sh("$JOCKER run $IMG yes | head -1; echo ${PIPESTATUS[0]}")
                        .ok()
                        .out());
    }

    @Test
    void a_gigabyte_of_output_passes_through_a_small_heap() {
        TestHost.Result result = box.sh(
                Map.of("JDK_JAVA_OPTIONS", "-Xmx16m"),
                "$JOCKER run $IMG 'head -c 1G /dev/zero' 2>/dev/null | wc -c; echo ${PIPESTATUS[0]}");

        assertEquals("1073741824\n0\n", result.ok().out());
    }

    @Test
    void the_container_has_its_address_and_reaches_the_world() {
        TestHost.Result result =
                box.jocker("run", box.image(), "ip -o addr; ip -o link; ip route; ping -c1 -W5 8.8.8.8");
        int number = Integer.parseInt(box.containers().get(0).substring("ps_".length())) - 42000;

        String out = result.ok().out();
        assertTrue(out.contains("inet 10.0.0." + number + "/24"), out);
        assertTrue(out.contains(String.format("02:42:ac:11:%02d:%02d", number / 100, number % 100)), out);
        assertTrue(out.contains("default via 10.0.0.1"), out);
        assertTrue(out.contains("LOOPBACK,UP"), out);
        assertTrue(out.contains(" 0% packet loss"), out);
    }

    @Test
    void the_container_sees_itself_alone() {
        TestHost.Result result = box.jocker("run", box.image(), "ps -eo args | grep -c . ; cat /etc/resolv.conf");

        assertEquals(List.of("4", "nameserver 8.8.8.8"), result.ok().lines(), "the header, sh, ps and grep");
    }

    @Test
    void limits_come_from_options_variables_and_bockers_own_options() {
        String read = "for c in $(cut -d: -f3 /proc/1/cgroup | grep ps_ | sort -u); do echo $c; done";
        String look = "sleep 1000";
        for (String limited : List.of(
                "$JOCKER run --cpu-shares 1024 --memory 256m $IMG",
                "JOCKER_CPU_SHARE=1024 JOCKER_MEM_LIMIT=256m BOCKER_CPU_SHARE=7 $JOCKER run $IMG",
                "BOCKER_CPU_SHARE=1024 BOCKER_MEM_LIMIT=256M $JOCKER run $IMG",
                "$JOCKER --CPU_SHARE=1024 --MEM_LIMIT=256m run $IMG")) {
            TestHost.Result result = box.sh(limited + " '" + read + "' | grep ps_; " + limited + " '" + look + "' & "
                    + "until p=$($JOCKER ps | grep '" + look + "' | cut -f1) && $JOCKER exec $p true 2>/dev/null;"
                    + " do sleep 0.1; done; cd /sys/fs/cgroup;"
                    + " cat */$p/cpu.shares */$p/memory.limit_in_bytes $p/cpu.weight $p/memory.max 2>/dev/null;"
                    + " $JOCKER rm -f $p >/dev/null; wait");
            List<String> lines = result.lines();
            assertTrue(lines.get(0).startsWith("/ps_"), () -> limited + ": " + result);
            assertTrue(List.of("1024", "100").contains(lines.get(1)), () -> limited + ": " + result);
            assertEquals("268435456", lines.get(2), () -> limited + ": " + result);
        }
    }

    @Test
    void without_a_wish_the_limits_are_bockers() {
        Process run = box.start("run", box.image(), "sleep 1000");
        String container = box.running("sleep 1000");

        TestHost.Result result = box.sh("cd /sys/fs/cgroup; cat */" + container + "/cpu.shares */" + container
                + "/memory.limit_in_bytes " + container + "/cpu.weight " + container + "/memory.max 2>/dev/null");

        List<String> lines = result.lines();
        assertTrue(List.of("512", "59").contains(lines.get(0)), result.toString());
        // 512,000,000 bytes, in whole pages.
        assertEquals(512_000_000L / 4096 * 4096, Long.parseLong(lines.get(1)) / 4096 * 4096, result.toString());
        box.jocker("rm", "-f", container).ok();
        run.onExit().join();
    }

    @Test
    void closed_stdin_stdout_and_stderr_do_no_harm() {
        assertEquals(
                "0\n0\n",
                box.sh("$JOCKER run $IMG cat <&-; echo $?; $JOCKER run $IMG echo x >&- 2>&-; echo $?")
                        .out());
        assertEquals("x\n", box.jocker("logs", box.container("echo x")).ok().out());
    }

    @Test
    void a_dry_run_prints_the_commands_and_does_nothing() {
        String before = box.traces();
        List<String> lines =
                box.jocker("--dry-run", "run", box.image(), "which wget").ok().lines();

        assertEquals(before, box.traces());
        assertEquals(List.of(), box.containers());
        assertTrue(lines.get(0).startsWith("ip link add dev veth0_ps_42"), lines.toString());
        assertTrue(lines.get(lines.size() - 1).startsWith("ip netns del netns_ps_42"), lines.toString());
    }

    @Test
    void verbose_shows_each_command_as_set_x_does() {
        TestHost.Result result = box.jocker("--verbose", "run", box.image(), "true");

        assertTrue(result.ok().err().startsWith("+ ip link add dev veth0_ps_"), result.err());
        assertTrue(result.err().contains("\n+ cgexec -g "), result.err());
        assertTrue(result.err().contains("\n+ ip netns del netns_ps_"), result.err());
    }

    @Test
    void a_step_that_fails_leaves_nothing_and_says_why() {
        TestHost.Result result = box.sh("ip link del bridge0; $JOCKER run $IMG true; status=$?;"
                + " ip link add bridge0 type bridge; ip addr add 10.0.0.1/24 dev bridge0; ip link set bridge0 up;"
                + " exit $status");

        assertEquals(125, result.status());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains("bridge0"), result.err());
        assertEquals(List.of(), box.containers());
        assertEquals("", box.traces());
    }
}
