package jocker.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands of which each runs the next. */
class ExecChainTest {
    private static final ExecChain CHAIN =
            ExecChain.of(Argv.of("ip netns exec n"), Argv.of("unshare -f"), Argv.of("chroot {}", "/a b"));

    @Test
    void it_is_one_command_with_the_words_of_all() {
        assertEquals(Argv.of("ip netns exec n unshare -f chroot {}", "/a b"), CHAIN.argv());
    }

    @Test
    void its_programs_are_those_that_the_host_must_have() {
        assertEquals(List.of("ip", "unshare", "chroot"), CHAIN.programs());
    }

    @Test
    void one_more_command_goes_in_front() {
        ExecChain longer = CHAIN.behind(Argv.of("cgexec -g cpu:x"));

        assertEquals(
                "cgexec -g cpu:x ip netns exec n unshare -f chroot '/a b'",
                longer.argv().shellLine());
        assertEquals(List.of("cgexec", "ip", "unshare", "chroot"), longer.programs());
        assertEquals(List.of("ip", "unshare", "chroot"), CHAIN.programs());
    }
}
