package jocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import jocker.os.FakeHost;
import jocker.os.Signal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a program in a tree has been started. */
class ExecProbeTest {
    @TempDir
    private Path directory;

    private final FakeHost host = new FakeHost();
    private Path tree;
    private Path program;

    @BeforeEach
    void make_a_program() throws IOException {
        assumeTrue(Programs.areNoted(directory), "this file system does not note when files are read");
        tree = directory.resolve("tree");
        program = Programs.make(tree);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/prog", "bin/prog", "prog", "/usr/bin/link"})
    void a_failure_before_the_program_was_read_is_the_hosts_own(String name) throws IOException {
        Files.createDirectories(tree.resolve("usr/bin"));
        Files.createSymbolicLink(tree.resolve("usr/bin/link"), Path.of("/bin/prog"));

        ExecProbe probe = ExecProbe.watch(tree, name);

        assertTrue(probe.isHostsOwn(1, host), "the program has not been started");
        assertFalse(probe.isHostsOwn(0, host), "there is no failure");
    }

    @Test
    void a_failure_after_the_program_was_read_is_the_containers() throws IOException {
        ExecProbe probe = ExecProbe.watch(tree, "/bin/prog");

        Programs.start(program);

        assertFalse(probe.isHostsOwn(1, host), "the program has been started");
    }

    @Test
    void after_a_signal_nothing_is_the_hosts_fault() throws IOException {
        ExecProbe probe = ExecProbe.watch(tree, "/bin/prog");

        host.cancellation().raise(Signal.TERM);

        assertFalse(probe.isHostsOwn(143, host), "the signal has ended it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/nosuch", "nosuch", "/bin", "/bin/out"})
    void of_a_program_that_is_not_in_the_tree_nothing_is_certain(String name) throws IOException {
        Path outside = Programs.make(directory.resolve("outside"));
        Files.setAttribute(outside, "lastAccessTime", FileTime.fromMillis(0));
        Files.createSymbolicLink(tree.resolve("bin/out"), outside);

        ExecProbe probe = ExecProbe.watch(tree, name);

        assertFalse(probe.isHostsOwn(1, host), "it is unknown what was started");
        assertEquals(FileTime.fromMillis(0), Files.getAttribute(outside, "lastAccessTime"));
    }

    @Test
    void a_program_that_has_gone_meanwhile_was_in_the_containers_hands() throws IOException {
        ExecProbe probe = ExecProbe.watch(tree, "/bin/prog");

        Files.delete(program);
        assertFalse(probe.isHostsOwn(1, host), "the container has deleted it");
        Files.delete(program.getParent());
        Files.createSymbolicLink(program.getParent(), directory);

        assertFalse(probe.isHostsOwn(1, host), "the container has changed its directory");
    }
}
