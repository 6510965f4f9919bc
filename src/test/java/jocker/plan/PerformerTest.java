package jocker.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jocker.os.Action;
import jocker.os.Argv;
import jocker.os.Evidence;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.os.Interruption;
import org.junit.jupiter.api.Test;

/** The performer: all of a plan, or nothing. */
class PerformerTest {
    private static final int STEPS = 5;

    /** A machine that only remembers, and refuses one command. */
    private static final class ScriptedHost implements Host {
        private final List<String> done = new ArrayList<>();
        private final String refused;

        ScriptedHost(String refused) {
            this.refused = refused;
        }

        @Override
        public void run(Argv argv) {
            if (argv.shellLine().equals(refused)) {
                throw new HostException("no");
            }
            done.add(argv.shellLine());
        }

        @Override
        public int runContainer(Action.Container container) {
            throw new AssertionError();
        }

        @Override
        public int attach(Argv argv) {
            throw new AssertionError();
        }

        @Override
        public void write(Path tree, String file, String line) {
            throw new AssertionError();
        }

        @Override
        public void move(Path from, Path to) {
            throw new AssertionError();
        }

        @Override
        public void kill(long pid) {
            throw new AssertionError();
        }

        @Override
        public boolean exists(Evidence evidence) {
            return true;
        }
    }

    private static Plan plan() {
        Plan.Builder plan = new Plan.Builder();
        for (int i = 0; i < STEPS; i++) {
            plan.step(i, "make " + i, "make {}", i)
                    .undoneBy(Undo.by(Argv.of("undo {}", i), Evidence.Paths.of(Path.of("/" + i))));
        }
        return plan.build();
    }

    @Test
    void a_failure_at_any_step_takes_back_every_completed_step_in_reverse() {
        for (int failing = 0; failing < STEPS; failing++) {
            ScriptedHost host = new ScriptedHost("make " + failing);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < failing; i++) {
                expected.add("make " + i);
            }
            for (int i = failing - 1; i >= 0; i--) {
                expected.add("undo " + i);
            }

            StepFailed failure = assertThrows(
                    StepFailed.class, () -> new Performer(host, new Interruption(), action -> {}).perform(plan()));

            assertEquals(expected, host.done);
            assertEquals("cannot make " + failing + ": no", failure.getMessage());
            assertTrue(failure.isClean());
        }
    }
}
