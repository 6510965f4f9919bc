package jocker.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jocker.os.Argv;
import jocker.os.FakeHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each action as a line of shell, as what it does to the host, and as the programs that it needs. */
class ActionTest {
    private static final Path ONE = Path.of("/store/one");
    private static final Path OTHER = Path.of("/store/an other");

    static Stream<Arguments> actions() {
        return Stream.of(
                Arguments.of(
                        new Action.Exec(Argv.of("cp -a {} {}", ONE, OTHER)),
                        "cp -a /store/one '/store/an other'",
                        "cp -a /store/one '/store/an other'",
                        List.of("cp")),
                Arguments.of(
                        new Action.Write(ONE, "etc/resolv.conf", "nameserver 8.8.8.8"),
                        "echo 'nameserver 8.8.8.8' > /store/one/etc/resolv.conf",
                        "write /store/one/etc/resolv.conf nameserver 8.8.8.8",
                        List.of()),
                Arguments.of(
                        new Action.Move(ONE, OTHER),
                        "mv -T /store/one '/store/an other'",
                        "move /store/one /store/an other",
                        List.of()),
                Arguments.of(
                        new Action.Exchange(ONE, OTHER),
                        "mv -T /store/one /store/one.aside && mv -T '/store/an other' /store/one"
                                + " && mv -T /store/one.aside '/store/an other'",
                        "exchange /store/one /store/an other",
                        List.of()),
                Arguments.of(new Action.Kill(4711), "kill -KILL 4711", "kill 4711", List.of()));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void an_action_is_shown_performed_and_asked_for_its_programs(
            Action action, String shown, String done, List<String> programs) {
        FakeHost host = new FakeHost();

        int status = action.perform(host, StepListener.NOBODY);

        assertEquals(shown, action.shellLine());
        assertEquals(List.of(done), host.done());
        assertEquals(0, status);
        assertEquals(programs, action.programs());
    }

    @Test
    void what_is_no_command_is_done_when_it_is_started() {
        FakeHost host = new FakeHost();

        int status = new Action.Kill(4711).start(host, StepListener.NOBODY).await();

        assertEquals(List.of("kill 4711"), host.done());
        assertEquals(0, status);
    }
}
