package jocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import jocker.os.Argv;
import jocker.os.ExecChain;
import jocker.os.FakeHost;
import jocker.os.HostException;
import jocker.os.Signal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command in a container that runs. */
class EnterActionTest {
    private static final ExecChain CHAIN = ExecChain.of(Argv.of("cgexec -g cpu:x"), Argv.of("chroot {}", "/a b"));

    @TempDir
    private Path tree;

    private final FakeHost host = new FakeHost();
    private Path program;

    @BeforeEach
    void make_a_program() throws IOException {
        assumeTrue(Programs.areNoted(tree), "this file system does not note when files are read");
        program = Programs.make(tree);
    }

    private int run() {
        return new EnterAction(CHAIN, tree, "/bin/prog").perform(host, new Warnings());
    }

    @Test
    void it_is_shown_as_one_command() {
        EnterAction action = new EnterAction(CHAIN, tree, "/bin/prog");

        assertEquals("cgexec -g cpu:x chroot '/a b'", action.shellLine());
        assertEquals(List.of("cgexec", "chroot"), action.programs());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, 126, 127, 137})
    void the_status_of_a_program_that_was_started_is_its_own(int status) {
        host.child("", status, argv -> Programs.start(program));

        assertEquals(status, run());
        assertEquals(List.of("cgexec -g cpu:x chroot '/a b'"), host.done());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 126, 127})
    void what_cannot_be_started_or_is_not_there_has_a_status_too(int status) {
        host.child("", status, argv -> {});

        assertEquals(status, run());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 96, 125, 137})
    void a_host_command_that_fails_before_is_told(int status) {
        host.child("", status, argv -> {});

        HostException e = assertThrows(HostException.class, this::run);

        assertEquals("\"cgexec -g cpu:x chroot '/a b'\" exited " + status, e.getMessage());
        assertEquals(OptionalInt.of(status), e.status());
    }

    @Test
    void a_program_that_is_not_in_the_tree_is_believed_to_have_run() {
        host.child("", 1, argv -> {});

        assertEquals(1, new EnterAction(CHAIN, tree, "/bin/nosuch").perform(host, new Warnings()));
    }

    @Test
    void what_a_signal_has_ended_is_no_failure_of_the_host() {
        host.child("", 143, argv -> host.cancellation().raise(Signal.TERM));

        assertEquals(143, run());
    }
}
