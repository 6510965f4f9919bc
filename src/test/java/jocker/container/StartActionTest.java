package jocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import jocker.os.Argv;
import jocker.os.ExecChain;
import jocker.os.HostException;
import jocker.os.Signal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A container's command from its start to its end. */
@Timeout(20)
class StartActionTest {
    private static final String LOG = "ps_42017.log";

    /** A file to which nothing can be written, as if its disk were full. */
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path directory;

    private final ProcessHost host = new ProcessHost();
    private final Warnings warnings = new Warnings();
    private Path tree;
    private Path kept;

    @BeforeEach
    void make_a_tree() throws IOException {
        tree = Files.createDirectories(directory.resolve("ps_42017"));
        kept = directory.resolve("kept");
    }

    private StartAction action(String script) {
        ExecChain chain = ExecChain.of(Argv.of("env -u NOTHING"), Argv.of("sh -c {}", script));
        return new StartAction(chain, tree, "/bin/prog", LOG, kept);
    }

    private int run(String script) {
        return action(script).perform(host, warnings);
    }

    @Test
    void it_is_shown_as_bockers_line() {
        StartAction action = action("echo a");

        assertEquals("env -u NOTHING sh -c 'echo a' 2>&1 | tee " + tree.resolve(LOG), action.shellLine());
        assertEquals(List.of("env", "sh"), action.programs());
    }

    @Test
    void what_the_command_says_goes_to_the_caller_and_both_logs_in_its_order() throws IOException {
        int status = run("echo one; echo two >&2; echo three; exit 3");

        assertEquals(3, status);
        assertEquals("one\ntwo\nthree\n", host.said());
        assertEquals("one\ntwo\nthree\n", Files.readString(tree.resolve(LOG)));
        assertEquals("one\ntwo\nthree\n", Files.readString(kept));
        assertEquals(List.of(), warnings.told());
    }

    @Test
    void a_link_in_the_place_of_the_log_is_not_followed() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside"), "secret");
        Files.createSymbolicLink(tree.resolve(LOG), outside);

        run("echo one");

        assertEquals("secret", Files.readString(outside));
        assertTrue(Files.isRegularFile(tree.resolve(LOG), LinkOption.NOFOLLOW_LINKS), "the link is still there");
    }

    @Test
    void a_log_that_is_full_is_a_warning() {
        String reason = assertThrows(IOException.class, () -> Files.write(FULL, new byte[1]))
                .getMessage();
        kept = FULL;

        int status = run("echo one; exit 3");

        assertEquals(3, status);
        assertEquals("one\n", host.said());
        assertEquals(List.of("the log is incomplete: " + reason), warnings.told());
    }

    @Test
    void nothing_is_started_without_a_log() {
        kept = directory.resolve("nosuch/kept");
        Path started = directory.resolve("started");

        HostException e = assertThrows(HostException.class, () -> run("touch " + started));

        assertEquals("cannot write the log: " + kept + " (NoSuchFile)", e.getMessage());
        assertFalse(Files.exists(started), "it has been started");
    }

    @Test
    void a_host_command_that_fails_before_the_program_starts_is_told_with_its_words() throws IOException {
        assumeTrue(Programs.areNoted(directory), "this file system does not note when files are read");
        Programs.make(tree);

        HostException e = assertThrows(HostException.class, () -> run("echo no such group >&2; exit 96"));

        assertEquals(
                "\"env -u NOTHING sh -c 'echo no such group >&2; exit 96'\" exited 96: no such group", e.getMessage());
        assertEquals(OptionalInt.of(96), e.status());
    }

    @Test
    void a_program_that_was_started_has_a_status_of_its_own() throws IOException {
        Path program = Programs.make(tree);

        assertEquals(96, run("cat " + program + "; exit 96"));
        assertEquals("#!/bin/sh\n", host.said());
    }

    @Test
    void a_program_that_chroot_cannot_run_is_the_images_fault() throws IOException {
        Programs.make(tree);

        assertEquals(127, run("echo \"chroot: failed to run command '/bin/prog': x\" >&2; exit 127"));
    }

    @Test
    void a_command_that_was_killed_ends_with_137_whatever_unshare_makes_of_it() {
        assertEquals(137, run("echo 'unshare: sigprocmask unblock failed: Invalid argument' >&2; exit 1"));
    }

    @Test
    void a_signal_reaches_what_runs_inside_and_its_status_counts() throws IOException {
        Programs.make(tree);
        Thread signal = new Thread(() -> host.cancellation().raise(Signal.TERM), "signal");

        signal.start();
        int status = run("tail -f /dev/null; exit 7");

        assertEquals(7, status);
        assertEquals(1, host.done().size(), host.done().toString());
        assertTrue(host.done().get(0).matches("signal [0-9]+ TERM"), host.done().toString());
    }
}
