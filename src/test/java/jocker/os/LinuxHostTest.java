package jocker.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jocker.os.Host.Stdio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The machine, as far as it works without root: harmless programs, and files in a temporary directory. */
@Timeout(20)
class LinuxHostTest {
    /** What waits until a signal ends it. */
    private static final Argv WAIT = Argv.of("tail -f /dev/null");

    @TempDir
    private Path directory;

    private final Cancellation cancellation = new Cancellation();
    private final LinuxHost host = new LinuxHost(cancellation);
    private Optional<Host.Child> running = Optional.empty();

    @AfterEach
    void end_what_was_started() {
        running.ifPresent(child -> {
            child.kill();
            child.await();
        });
    }

    private Host.Child spawn(Argv argv, Stdio stdio) {
        Host.Child child = host.spawn(argv, stdio);
        running = Optional.of(child);
        return child;
    }

    private static Argv sh(String script) {
        return Argv.of("sh -c {}", script);
    }

    private static String said(Host.Child child) {
        return StreamCollector.collect(child.output(), 1000);
    }

    @Test
    void a_command_that_ends_with_0_is_done() {
        assertEquals(0, host.start(Argv.of("true")).await());
    }

    @Test
    void a_command_that_ends_with_something_else_is_told_with_all_that_it_says() {
        Host.Job job = host.start(sh("echo out; echo err >&2; exit 3"));

        HostException e = assertThrows(HostException.class, job::await);

        assertEquals("\"sh -c 'echo out; echo err >&2; exit 3'\" exited 3: out; err", e.getMessage());
        assertEquals(HostException.Kind.EXITED, e.kind());
        assertEquals(OptionalInt.of(3), e.status());
        assertEquals(Optional.of(sh("echo out; echo err >&2; exit 3")), e.argv());
        assertEquals("out\nerr\n", e.output());
    }

    @Test
    void a_program_that_is_not_there_cannot_be_started() {
        Argv nosuch = Argv.of("{}", directory.resolve("nosuch"));

        HostException e = assertThrows(HostException.class, () -> host.start(nosuch));

        assertEquals(HostException.Kind.NOT_STARTED, e.kind());
        assertEquals(Optional.of(nosuch), e.argv());
        assertTrue(e.getMessage().startsWith("cannot start \"" + directory.resolve("nosuch") + "\": "), e.getMessage());
    }

    @Test
    void no_shell_reads_the_arguments() {
        assertEquals("$HOME `id` *", host.ask(Argv.of("printf %s {}", "$HOME `id` *")));
    }

    @Test
    void a_question_has_an_input_and_its_answer_is_what_is_printed_on_stdout() {
        assertEquals("日本\nx", host.ask(sh("cat; echo complaint >&2"), "日本\nx"));
    }

    @Test
    void a_question_that_does_not_want_its_input_is_answered_all_the_same() {
        assertEquals("answer\n", host.ask(Argv.of("echo answer"), "x".repeat(1_000_000)));
    }

    @Test
    void a_question_that_fails_is_told_with_its_complaint_only() {
        HostException e =
                assertThrows(HostException.class, () -> host.ask(sh("echo answer; echo complaint >&2; exit 2")));

        assertEquals("\"sh -c 'echo answer; echo complaint >&2; exit 2'\" exited 2: complaint", e.getMessage());
        assertEquals("complaint\n", e.output());
    }

    @ParameterizedTest
    @CsvSource({"exit 0, 0", "exit 42, 42", "kill -KILL $$, 137", "kill -TERM $$, 143"})
    void the_status_of_a_process_is_the_callers_to_judge(String script, int status) {
        assertEquals(status, spawn(sh(script), Stdio.QUIET).await());
    }

    @Test
    void a_quiet_process_has_no_input_and_speaks_english_on_one_stream() {
        Host.Child child = spawn(sh("cat; echo $LC_ALL; echo err >&2"), Stdio.QUIET);

        assertEquals("C\nerr\n", said(child));
    }

    @Test
    void a_process_can_be_fed() throws IOException {
        Host.Child child = spawn(sh("cat; echo err >&2"), Stdio.FED);

        try (OutputStream input = child.input()) {
            input.write("food\n".getBytes(StandardCharsets.UTF_8));
        }

        assertEquals("food\nerr\n", said(child));
        assertEquals(0, child.await());
    }

    @Test
    void what_a_filter_complains_about_goes_nowhere() {
        Host.Child child = spawn(sh("cat; echo out; echo err >&2"), Stdio.FILTER);

        assertEquals("out\n", said(child));
    }

    @Test
    void what_a_container_says_is_read_from_one_stream() {
        Host.Child child = spawn(sh("echo out; echo err >&2"), Stdio.READ);

        assertEquals("out\nerr\n", said(child));
    }

    @Test
    void a_process_on_the_callers_terminal_has_a_status_and_nothing_to_read() {
        Host.Child child = spawn(sh("exit 5"), Stdio.INHERITED);

        assertEquals("", said(child));
        assertEquals(5, child.await());
    }

    @Test
    void a_process_that_runs_has_not_ended_until_it_is_killed() {
        Host.Child child = spawn(WAIT, Stdio.FED);

        assertFalse(child.hasEnded(Duration.ZERO), "it waits");
        assertTrue(host.exists(new Resource.Alive(child.pid())), "it is alive");
        child.kill();

        assertEquals(137, child.await());
        assertTrue(child.hasEnded(Duration.ZERO), "it has been killed");
        assertFalse(host.exists(new Resource.Alive(child.pid())), "it is not alive any more");
    }

    @Test
    void who_kills_a_process_by_its_pid_waits_until_it_has_ended() {
        Host.Child child = spawn(WAIT, Stdio.FED);

        host.kill(child.pid());

        assertFalse(host.exists(new Resource.Alive(child.pid())), "it is not alive any more");
        assertEquals(137, child.await());
    }

    @Test
    void a_process_that_is_gone_has_nothing_to_be_told() {
        Host.Child child = spawn(Argv.of("true"), Stdio.FED);
        child.await();

        host.signal(child.pid(), Signal.TERM);
        host.kill(child.pid());

        assertFalse(host.exists(new Resource.Alive(child.pid())), "it has ended");
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void each_signal_reaches_a_process_as_itself(Signal signal) {
        Host.Child child = spawn(WAIT, Stdio.FED);
        assumeFalse(Proc.minds(child.pid(), signal.number()), "the tests themselves are started without this signal");

        host.signal(child.pid(), signal);

        assertEquals(signal.exitStatus(), child.await());
    }

    @Test
    void a_signal_to_jocker_ends_a_command_which_is_told() {
        Host.Child child = spawn(WAIT, Stdio.QUIET);

        cancellation.raise(Signal.INT);

        assertEquals(143, child.await());
    }

    @ParameterizedTest
    @EnumSource(names = {"FED", "FILTER"})
    void a_signal_to_jocker_kills_what_works_on_a_layer(Stdio stdio) {
        Host.Child child = spawn(WAIT, stdio);

        cancellation.raise(Signal.INT);

        assertEquals(137, child.await());
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "INHERITED"})
    void a_signal_to_jocker_is_the_callers_to_pass_on_to_a_container(Stdio stdio) {
        Host.Child child = spawn(WAIT, stdio);

        cancellation.raise(Signal.INT);

        assertFalse(child.hasEnded(Duration.ofMillis(20)), "the signal has reached it");
    }

    @Test
    void what_is_started_after_a_signal_cleans_up_and_is_left_to_do_so() {
        cancellation.raise(Signal.INT);
        Host.Child child = spawn(WAIT, Stdio.QUIET);

        cancellation.raise(Signal.INT);

        assertFalse(child.hasEnded(Duration.ofMillis(20)), "the signal has reached it");
    }

    @Test
    void files_are_moved_deleted_and_seen() throws IOException {
        Path from = Files.writeString(directory.resolve("from"), "x");
        Path to = directory.resolve("to");

        host.move(from, to);

        assertFalse(host.exists(Resource.Paths.of(from)), "it has another name");
        assertTrue(host.exists(new Resource.Paths(List.of(from, to))), "one of the two is there");
        host.delete(to);
        host.delete(to);
        assertFalse(host.exists(new Resource.Paths(List.of(from, to))), "it is deleted");
    }

    @Test
    void a_link_that_leads_nowhere_is_there() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("nosuch"));

        assertTrue(host.exists(Resource.Paths.of(link)), "it is the link that counts");
    }

    @Test
    void a_line_is_written_below_a_tree() throws IOException {
        host.write(directory, "ps_42017.cmd", "echo it's");

        assertEquals("echo it's\n", Files.readString(directory.resolve("ps_42017.cmd")));
    }

    @Test
    void what_cannot_be_done_to_a_file_is_told_with_its_name() throws IOException {
        Path nosuch = directory.resolve("nosuch");
        Path full = directory.resolve("full");
        Files.createDirectories(full.resolve("x"));

        assertEquals(
                "cannot rename " + nosuch + " to " + full + ": " + nosuch + " (NoSuchFile)",
                refusal(() -> host.move(nosuch, full)));
        assertEquals("cannot delete " + full + ": " + full + " (DirectoryNotEmpty)", refusal(() -> host.delete(full)));
        assertEquals("cannot read " + nosuch + ": " + nosuch + " (NoSuchFile)", refusal(() -> host.read(nosuch)));
        assertEquals(
                "cannot write " + nosuch.resolve("x") + ": nosuch (NoSuchFile)",
                refusal(() -> host.write(nosuch, "x", "line")));
    }

    private static String refusal(Runnable work) {
        HostException e = assertThrows(HostException.class, work::run);
        assertEquals(HostException.Kind.FILE, e.kind());
        return e.getMessage();
    }

    @Test
    void names_are_exchanged_or_the_reason_is_told() throws IOException {
        Path one = Files.writeString(directory.resolve("one"), "1");
        Path two = directory.resolve("two");

        HostException e = assertThrows(HostException.class, () -> host.exchange(one, two));

        assertEquals("cannot exchange " + one + " and " + two + ": No such file or directory", e.getMessage());
        Files.writeString(two, "2");
        host.exchange(one, two);
        assertEquals("2", Files.readString(one));
        assertEquals("1", Files.readString(two));
    }

    @Test
    void a_program_is_found_on_the_path_if_it_is_a_file() {
        Path sh = host.find("sh").orElseThrow();

        assertTrue(Files.isExecutable(sh), sh.toString());
        assertEquals("sh", sh.getFileName().toString());
        assertEquals(Optional.empty(), host.find("jocker-has-no-such-program"));
        assertEquals(Optional.empty(), host.find("."));
    }

    @Test
    void the_mounts_of_the_machine_are_seen() {
        assertTrue(
                host.exists(new Resource.MountPoint(Path.of("/proc"))),
                () -> host.mountPoints().toString());
        assertFalse(host.exists(new Resource.MountPoint(directory)), "nothing is mounted there");
    }

    @Test
    void an_interface_is_seen_by_its_whole_name() {
        assertTrue(host.exists(new Resource.Interface("lo")), "every network has one");
        assertFalse(host.exists(new Resource.Interface("l")), "that is the beginning of a name");
    }

    @Test
    void a_file_system_has_a_type_and_room() {
        Host.FileSystem found = host.fileSystem(directory).orElseThrow();

        assertFalse(found.isReadOnly(), "a test writes to it");
        assertFalse(found.type().isEmpty(), "it has a type");
        assertEquals("proc", host.fileSystem(Path.of("/proc")).orElseThrow().type());
        assertEquals(Optional.empty(), host.fileSystem(directory.resolve("nosuch")));
    }

    @Test
    void what_is_not_there_is_no_subvolume() {
        assertFalse(host.isSubvolume(directory.resolve("nosuch")), "there is nothing");
    }

    @Test
    void root_is_known_by_its_number() {
        assertEquals(host.ask(Argv.of("id -u")).equals("0\n"), host.isRoot());
    }
}
