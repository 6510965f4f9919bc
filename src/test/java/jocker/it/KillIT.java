package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** jocker is told to stop, and killed, at every host command. */
class KillIT extends EveryCommand {
    @ParameterizedTest
    @MethodSource("subjects")
    void a_signal_before_any_command_leaves_nothing_to_prune(Subject subject) {
        signalEverywhere(subject, "");
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void a_signal_while_any_command_has_done_its_work_leaves_nothing_to_prune(Subject subject) {
        signalEverywhere(subject, "-after");
    }

    private void signalEverywhere(Subject subject, String moment) {
        List<String> commands = commands(subject);
        List<String> signals = List.of("HUP", "INT", "TERM");
        List<Integer> statuses = List.of(129, 130, 143);
        for (int at = 1; at <= commands.size(); at++) {
            String signal = signals.get(at % signals.size());
            TestHost.Result result = attempt(
                    subject,
                    Map.of("FAULT", signal + moment, "FAULT_AT", Integer.toString(at)),
                    // Blobs and layers that have come whole stay for the next pull.
                    "grep ^Cleared state.cleared | grep -v -e ' blob ' -e ' layer '; exit $status");

            String where = signal + moment + " at " + commands.get(at - 1) + ": " + result;
            assertEquals(statuses.get(at % signals.size()), result.status(), where);
            assertEquals("", result.out(), "what prune had to clear after " + where);
        }
        System.out.printf("%s: signals%s at %d places%n", subject, moment, commands.size());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void a_killed_jocker_leaves_nothing_that_prune_does_not_clear(Subject subject) {
        List<String> commands = commands(subject);
        List<String> cleared = new ArrayList<>();
        for (int at = 1; at <= commands.size(); at++) {
            // Before one command is after the one before it.
            for (String fault : at == 1 ? List.of("kill-before", "kill-after") : List.of("kill-after")) {
                TestHost.Result result = attempt(
                        subject,
                        Map.of("FAULT", fault, "FAULT_AT", Integer.toString(at)),
                        "grep ^Cleared state.cleared; exit $status");

                assertEquals(137, result.status(), fault + " " + commands.get(at - 1) + ": " + result);
                cleared.addAll(result.lines());
            }
        }
        assertTrue(subject.name().equals("exec") || !cleared.isEmpty(), "prune has cleared something after " + subject);
        System.out.printf(
                "%s: killed at %d places, %d leftovers found%n", subject, commands.size() + 1, cleared.size());
    }
}
