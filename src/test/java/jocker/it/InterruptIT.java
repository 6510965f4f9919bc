package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C, and the other signals that ask a program to end. */
class InterruptIT extends RealTest {
    @ParameterizedTest
    @CsvSource({"HUP, 129", "INT, 130", "TERM, 143"})
    void a_signal_reaches_the_command_and_the_network_is_taken_down(String signal, int status) throws Exception {
        String command = "trap 'echo got " + signal + "; exit 3' " + signal + "; sleep 1000 & wait";
        Process run = box.start("run", box.image(), "sh", "-c", command);
        String container = box.running("sh -c " + command);

        send(signal, run);

        assertEquals("got " + signal + "\n", TestHost.text(run.getInputStream()));
        assertEquals(status, run.waitFor());
        assertEquals("got " + signal + "\n", box.jocker("logs", container).ok().out());
        assertTrue(!box.sh("ip -o link; ip netns").out().contains(container), "the network is gone");
    }

    @Test
    void a_command_without_a_handler_ends_at_once() throws Exception {
        Process run = box.start("run", box.image(), "sleep 1000");
        box.running("sleep 1000");
        long before = System.nanoTime();

        send("TERM", run);

        assertEquals(143, run.waitFor());
        assertTrue(System.nanoTime() - before < 9_000_000_000L, "it took the whole grace period");
    }

    @Test
    void a_command_that_ignores_the_signal_is_killed_after_a_while() throws Exception {
        String command = "trap '' TERM; while :; do sleep 0.1; done";
        Process run = box.start("run", box.image(), command);
        box.running(command);

        send("TERM", run);

        assertEquals(143, run.waitFor());
    }

    @Test
    void a_second_signal_kills_without_waiting() throws Exception {
        String command = "trap '' TERM INT; while :; do sleep 0.1; done";
        Process run = box.start("run", box.image(), command);
        box.running(command);
        long before = System.nanoTime();

        send("TERM", run);
        box.sh("sleep 0.5"); // Of two that are there at once, the JVM takes the lower number first.
        send("INT", run);

        assertEquals(143, run.waitFor());
        assertTrue(System.nanoTime() - before < 9_000_000_000L, "it took the whole grace period");
    }

    @Test
    void ctrl_c_in_a_terminal_ends_a_run() {
        // script(1) gives jocker a terminal, and passes on what is typed: 003 is Ctrl-C.
        TestHost.Result result =
                box.sh("{ sleep 3; printf '\\003'; sleep 5; } | script -qec \"$JOCKER run $IMG 'sleep 1000'\""
                        + " /dev/null >typescript; echo ${PIPESTATUS[1]}; rm typescript");

        assertEquals("130\n", result.ok().out());
        assertTrue(!box.sh("ip -o link; ip netns").out().contains("_ps_"), "the network is gone");
    }

    @Test
    void a_signal_before_the_container_runs_undoes_everything() {
        // The stand-in for cgset stops the run at that step until the signal is on its way.
        TestHost.Result result = box.sh("mkdir bin; printf '#!/bin/sh\\ntouch here; sleep 20\\n' >bin/cgset;"
                + " chmod +x bin/cgset; PATH=$PWD/bin:$PATH $JOCKER run $IMG true & "
                + " until [ -e here ]; do sleep 0.05; done; kill -TERM $!; wait $!; echo $?; rm -r bin here");

        assertEquals("143\n", result.ok().out());
        assertEquals("", box.traces());
    }

    private void send(String signal, Process run) {
        box.sh("kill -" + signal + " " + run.pid()).ok();
    }
}
