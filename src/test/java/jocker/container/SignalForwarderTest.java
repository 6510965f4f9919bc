package jocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.os.Proc;
import jocker.os.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signals on their way to a container's command; here sh stands for unshare, and cat for what it starts. */
@Timeout(20)
class SignalForwarderTest {
    private final ProcessHost host = new ProcessHost();
    private Optional<Host.Child> running = Optional.empty();

    @AfterEach
    void end_what_was_started() {
        running.ifPresent(child -> {
            Proc.children(child.pid()).forEach(host::kill);
            child.kill();
            child.await();
        });
    }

    /** Starts a script, and waits until the cat in it has read. */
    private Host.Child start(String script) throws IOException {
        Host.Child child = host.spawn(Argv.of("sh -c {}", script), Host.Stdio.FED);
        running = Optional.of(child);
        child.input().write("ready\n".getBytes(StandardCharsets.UTF_8));
        child.input().flush();
        assertEquals("ready\n", new String(child.output().readNBytes(6), StandardCharsets.UTF_8));
        return child;
    }

    @ParameterizedTest
    @EnumSource(names = {"HUP", "TERM"})
    void a_signal_reaches_the_first_process_inside_and_nobody_else(Signal signal) throws IOException {
        Host.Child child = start("cat; exit $(($? == " + signal.exitStatus() + " ? 7 : 8))");
        long inside = Proc.children(child.pid()).get(0);
        assumeFalse(Proc.minds(inside, signal.number()), "the tests themselves are started without this signal");

        new SignalForwarder(host, child).signalled(signal, false);

        assertEquals(7, child.await());
        assertEquals(List.of("signal " + inside + " " + signal), host.done());
    }

    @Test
    void a_second_signal_kills_what_runs_inside() throws IOException {
        Host.Child child = start("trap '' TERM; cat; exit $(($? == 137 ? 7 : 8))");
        long inside = Proc.children(child.pid()).get(0);

        new SignalForwarder(host, child).signalled(Signal.TERM, true);

        assertEquals(7, child.await());
        assertEquals("signal " + inside + " KILL", host.done().get(0));
    }

    @Test
    void a_second_signal_kills_the_process_itself_before_anything_runs_inside() throws IOException {
        Host.Child child = start("exec cat");

        new SignalForwarder(host, child).signalled(Signal.TERM, true);

        assertEquals(137, child.await());
        assertEquals(List.of(), host.done());
    }

    @Test
    void a_command_that_takes_its_time_to_end_is_told_once() throws IOException {
        Host.Child child = start("trap 'exit 7' TERM; cat; cat; exit 8");
        long first = Proc.children(child.pid()).get(0);
        Thread forwarder = new Thread(() -> new SignalForwarder(host, child).signalled(Signal.TERM, false));

        forwarder.start();

        assertEquals(8, awaitSecond(child, first));
        assertEquals(List.of("signal " + first + " TERM"), host.done());
    }

    /** Ends the second cat, which has not been told. */
    private static int awaitSecond(Host.Child child, long first) throws IOException {
        while (Proc.children(child.pid()).equals(List.of(first))) {
            Thread.onSpinWait();
        }
        assertFalse(child.hasEnded(Duration.ofMillis(50)), "the second has been told, too");
        child.input().close();
        return child.await();
    }
}
