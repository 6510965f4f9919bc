package jocker.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What proc(5) says of processes. */
@Timeout(20)
class ProcTest {
    private static final long OWN = ProcessHandle.current().pid();

    /** No process has it: it is more than the kernel gives out. */
    private static final long NOBODY = 1L << 23;

    @TempDir
    private Path directory;

    private final LinuxHost host = new LinuxHost(new Cancellation());
    private final List<Host.Child> started = new ArrayList<>();

    @AfterEach
    void end_what_was_started() {
        for (Host.Child child : started) {
            child.kill();
            child.await();
        }
    }

    /** Starts a script, which says when it is ready, and then waits for its input. */
    private Host.Child start(Argv argv) throws IOException {
        Host.Child child = host.spawn(argv, Host.Stdio.FED);
        started.add(child);
        child.input().write("ready\n".getBytes(StandardCharsets.UTF_8));
        child.input().flush();
        assertEquals("ready\n", new String(child.output().readNBytes(6), StandardCharsets.UTF_8));
        return child;
    }

    @Test
    void a_process_is_named_by_its_pid_and_when_it_was_started() throws IOException {
        Host.Child child = start(Argv.of("cat"));
        long start = Proc.startTicks(child.pid()).orElseThrow();

        assertEquals(Optional.of(start), Proc.startTicks(child.pid()));
        assertTrue(start >= Proc.startTicks(OWN).orElseThrow(), "it was started after its parent");
        assertEquals(Optional.empty(), Proc.startTicks(NOBODY));
    }

    @Test
    void a_name_with_blanks_and_parentheses_hides_nothing() throws IOException {
        Path odd = directory.resolve("a) S 1 (b");
        Files.copy(host.find("cat").orElseThrow(), odd, StandardCopyOption.COPY_ATTRIBUTES);
        Host.Child child = start(Argv.of("{}", odd));
        long after = Proc.startTicks(start(Argv.of("cat")).pid()).orElseThrow();

        long start = Proc.startTicks(child.pid()).orElseThrow();

        assertTrue(start >= Proc.startTicks(OWN).orElseThrow() && start <= after, "it was started in between");
    }

    @Test
    void a_process_is_alive_until_it_ends() throws IOException {
        Host.Child child = start(Argv.of("cat"));

        assertTrue(Proc.isAlive(OWN), "this process");
        assertTrue(Proc.isAlive(child.pid()), "it waits for its input");
        child.kill();
        child.await();
        assertFalse(Proc.isAlive(child.pid()), "it has been killed");
        assertFalse(Proc.isAlive(NOBODY), "there is none");
    }

    @Test
    void a_process_that_its_parent_has_not_taken_notice_of_has_ended() throws IOException {
        String script = "exec 3<&0; cat <&3 & echo $!; exec tail -f /dev/null 3<&-";
        Host.Child parent = host.spawn(Argv.of("sh -c {}", script), Host.Stdio.FED);
        started.add(parent);
        long child = Long.parseLong(firstLine(parent));

        while (!stat(parent.pid()).contains("(tail)")) {
            Thread.onSpinWait();
        }
        assertTrue(Proc.isAlive(child), "it waits for its input");
        parent.input().close();
        while (!stat(child).contains(") Z ")) {
            Thread.onSpinWait();
        }

        assertFalse(Proc.isAlive(child), "it has ended, although its parent does not know");
        assertEquals(List.of(child), Proc.children(parent.pid()));
    }

    private static String firstLine(Host.Child child) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = child.output().read();
                octet > ' ';
                octet = child.output().read()) {
            line.append((char) octet);
        }
        return line.toString();
    }

    private static String stat(long pid) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    }

    @Test
    void the_children_of_a_process_are_found() throws IOException {
        Host.Child parent = start(Argv.of("sh -c {}", "cat; exit"));

        List<Long> children = Proc.children(parent.pid());

        assertEquals(1, children.size());
        assertEquals("cat\n", Files.readString(Path.of("/proc", children.get(0).toString(), "comm")));
        assertEquals(List.of(), Proc.children(children.get(0)));
        assertEquals(List.of(), Proc.children(NOBODY));
    }

    @Test
    void a_process_that_ignores_or_catches_a_signal_minds_it() throws IOException {
        Host.Child plain = start(Argv.of("cat"));
        Host.Child ignoring = start(Argv.of("sh -c {}", "trap '' TERM; exec cat"));
        Host.Child catching = start(Argv.of("sh -c {}", "trap 'exit 1' TERM; cat; exit"));

        assertFalse(Proc.minds(plain.pid(), Signal.TERM.number()), "cat has no handler");
        assertTrue(Proc.minds(ignoring.pid(), Signal.TERM.number()), "it ignores the signal");
        assertTrue(Proc.minds(catching.pid(), Signal.TERM.number()), "it has a handler");
        assertFalse(Proc.minds(NOBODY, Signal.TERM.number()), "there is none");
    }

    @Test
    void no_process_of_this_namespace_is_the_first_of_another() throws IOException {
        assertFalse(Proc.isFirstOfNamespace(OWN), "this process");
        assertFalse(Proc.isFirstOfNamespace(start(Argv.of("cat")).pid()), "a child of the same namespace");
        assertFalse(Proc.isFirstOfNamespace(NOBODY), "there is none");
    }

    @Test
    void a_program_runs_by_itself_or_as_a_script_of_an_interpreter() throws IOException {
        String name = "script-of-" + OWN;
        Path script = Files.writeString(directory.resolve("jocker-" + name), "cat\n");

        assertFalse(Proc.isRunning("jocker-" + name), "it is not started yet");
        start(Argv.of("sh {}", script));
        assertTrue(Proc.isRunning("jocker-" + name), "sh runs it");
        assertFalse(Proc.isRunning(name), "that is the end of a name");
    }

    @Test
    void a_file_that_is_not_open_is_no_terminal() {
        assertFalse(Proc.isTerminal(99_999), "it is closed");
    }
}
