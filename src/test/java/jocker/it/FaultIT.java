package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every host command fails in its turn. */
class FaultIT extends EveryCommand {
    @ParameterizedTest
    @MethodSource("subjects")
    void a_host_command_that_fails_undoes_everything(Subject subject) {
        List<String> commands = commands(subject);
        int faults = 0;
        for (int at = 1; at <= commands.size(); at++) {
            for (String program : programs(commands.get(at - 1))) {
                String fault = subject + " with '" + program + "' failing in: " + commands.get(at - 1);
                TestHost.Result result = attempt(
                        subject,
                        Map.of("FAULT", "fail", "FAULT_AT", Integer.toString(at), "FAULT_IN", program),
                        "cat state.err >&2; exit $status");

                // What a registry does not tell is the user's to mend.
                int status = commands.get(at - 1).startsWith("skopeo --command-timeout") ? 1 : 125;
                assertEquals(status, result.status(), fault + ": " + result);
                List<String> said = result.err()
                        .lines()
                        .filter(line -> line.startsWith("jocker: "))
                        .toList();
                assertEquals(1, said.size(), fault + ": " + result);
                assertTrue(said.get(0).contains("exited 42"), fault + ": " + said);
                assertTrue(said.get(0).contains(program), fault + ": " + said);
                if (!subject.name().equals("exec")) {
                    assertTrue(said.get(0).contains(program + " does not feel like it"), fault + ": " + said);
                }
                faults++;
            }
        }
        System.out.printf("%s: %d host commands, %d faults%n", subject, commands.size(), faults);
    }

    @Test
    void undos_that_fail_as_well_are_named_and_left_to_prune() {
        Subject run = subjects().findFirst().orElseThrow();
        List<String> commands = commands(run);
        int left = 0;
        for (int at = 1; at <= commands.size(); at += 2) {
            TestHost.Result result = attempt(
                    run,
                    Map.of("FAULT", "fail", "FAULT_AT", Integer.toString(at), "UNDOS_FAIL", "1"),
                    "cat state.err >&2; exit $status");

            assertEquals(125, result.status(), commands.get(at - 1) + ": " + result);
            assertEquals(1, result.err().lines().count(), result.err());
            if (result.err().contains("jocker prune clears what is left: \"")) {
                left++;
            }
        }
        assertTrue(left > commands.size() / 4, "runs that left something behind: " + left);
        System.out.printf(
                "run: %d faults with undos that fail, %d left something to prune%n", (commands.size() + 1) / 2, left);
    }
}
