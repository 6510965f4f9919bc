package jocker.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import jocker.os.Argv;
import jocker.os.FakeHost;
import jocker.os.Resource;
import org.junit.jupiter.api.Test;

/** The performer: all of a plan, or nothing. */
class PlanExecutorTest {
    private static final int STEPS = 5;

    private static Plan plan() {
        Plan.Builder plan = new Plan.Builder();
        for (int i = 0; i < STEPS; i++) {
            plan.step(i, "cable", "make {}", i).undoneBy(Undo.by(Argv.of("undo {}", i), new Resource.Alive(i)));
        }
        return plan.build();
    }

    /** Where "make 3" makes what is seen at /3, and "undo 3" and "take 3" take it away. */
    private static FakeHost host(String... refused) {
        FakeHost host = new FakeHost(refused);
        for (int i = 0; i < STEPS; i++) {
            Resource resource = new Resource.Alive(i);
            host.has(resource);
            host.effect("undo " + i, argv -> host.hasNot(resource));
            host.effect("take " + i, argv -> host.hasNot(resource));
        }
        return host;
    }

    private static PlanExecutor executor(FakeHost host) {
        return new PlanExecutor(host, StepListener.NOBODY, Pace.SIDE_BY_SIDE);
    }

    @Test
    void a_failure_at_any_step_takes_back_every_completed_step_in_reverse() {
        for (int failing = 0; failing < STEPS; failing++) {
            FakeHost host = host("make " + failing);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < failing; i++) {
                expected.add("make " + i);
            }
            for (int i = failing - 1; i >= 0; i--) {
                expected.add("undo " + i);
            }

            StepFailed failure =
                    assertThrows(StepFailed.class, () -> executor(host).perform(plan()));

            assertEquals(expected, host.done());
            assertEquals("cannot make a cable with two ends: no", failure.getMessage());
            assertTrue(failure.isClean());
        }
    }

    @Test
    void an_undo_that_fails_does_not_keep_the_others_and_the_message_names_it() {
        FakeHost host = host("make 4", "undo 2");

        StepFailed failure = assertThrows(StepFailed.class, () -> executor(host).perform(plan()));

        assertEquals(List.of("make 0", "make 1", "make 2", "make 3", "undo 3", "undo 1", "undo 0"), host.done());
        assertEquals(
                "cannot make a cable with two ends: no; this stays undone, and jocker prune clears what is left: \"undo 2\"",
                failure.getMessage());
        assertFalse(failure.isClean());
    }

    @Test
    void a_take_down_that_fails_does_not_keep_the_others() {
        Plan.Builder builder = new Plan.Builder().step(1, "cable", "make");
        for (int i = 0; i < STEPS; i++) {
            builder.takeDown(i, "unplug", Undo.by(Argv.of("take {}", i), new Resource.Alive(i)));
        }
        FakeHost host = host("take 1", "take 3");

        StepFailed failure = assertThrows(StepFailed.class, () -> executor(host).perform(builder.build()));

        assertEquals(List.of("make", "take 0", "take 2", "take 4"), host.done());
        assertTrue(failure.getMessage().endsWith("\"take 1\", \"take 3\""), failure.getMessage());
    }
}
