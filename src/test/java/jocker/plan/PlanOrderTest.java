package jocker.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.os.Resource;
import org.junit.jupiter.api.Test;

/** When the executor starts a step, and what it waits for before. */
class PlanOrderTest {
    private static final Resource THING = new Resource.Alive(1);
    private static final Resource OTHER = new Resource.Alive(2);

    private final TracingHost host = new TracingHost();
    private final TellingListener listener = new TellingListener();

    private int perform(Plan.Builder plan, Pace pace) {
        return new PlanExecutor(host, listener, pace).perform(plan.build());
    }

    /** An action of a container's, which ends with a status of its own. */
    private record Ending(int status) implements Action {
        @Override
        public String shellLine() {
            return "exit " + status;
        }

        @Override
        public int perform(Host host, ActionListener listener) {
            return status;
        }
    }

    @Test
    void a_step_waits_for_all_before_it() {
        Plan.Builder plan =
                new Plan.Builder().step(1, "cable", "a").step(2, "bridge", "b").step(3, "route", "c");

        perform(plan, Pace.SIDE_BY_SIDE);

        assertEquals(List.of("start a", "end a", "start b", "end b", "start c", "end c"), host.trace());
    }

    @Test
    void a_step_that_waits_for_nothing_is_started_while_the_one_before_it_runs() {
        Plan.Builder plan = new Plan.Builder()
                .step(1, "cable", "a")
                .step(2, "namespace", "b")
                .after();

        perform(plan, Pace.SIDE_BY_SIDE);

        assertEquals(List.of("start a", "start b", "end a", "end b"), host.trace());
    }

    @Test
    void a_step_that_waits_for_some_is_started_before_the_others_have_ended() {
        Plan.Builder plan = new Plan.Builder()
                .step(1, "group", "a")
                .step(2, "weight", "b")
                .after("group")
                .step(3, "memory", "c")
                .after("group");

        perform(plan, Pace.SIDE_BY_SIDE);

        assertEquals(List.of("start a", "end a", "start b", "start c", "end b", "end c"), host.trace());
    }

    @Test
    void a_step_waits_for_every_step_of_a_name() {
        Plan.Builder plan = new Plan.Builder()
                .step(1, "group", "a")
                .step(2, "group", "b")
                .after()
                .step(3, "memory", "c")
                .after("group");

        perform(plan, Pace.SIDE_BY_SIDE);

        assertEquals(List.of("start a", "start b", "end a", "end b", "start c", "end c"), host.trace());
    }

    @Test
    void one_by_one_no_step_is_started_before_the_last_has_ended() {
        Plan.Builder plan = new Plan.Builder()
                .step(1, "cable", "a")
                .step(2, "namespace", "b")
                .after()
                .takeDown(3, "unplug", Undo.by(Argv.of("c"), THING))
                .after()
                .takeDown(4, "forget-namespace", Undo.by(Argv.of("d"), OTHER))
                .after();
        host.has(THING);
        host.has(OTHER);

        perform(plan, Pace.ONE_BY_ONE);

        assertEquals(
                List.of("start a", "end a", "start b", "end b", "start c", "end c", "start d", "end d"), host.trace());
    }

    @Test
    void take_downs_that_wait_for_nothing_are_done_side_by_side() {
        Plan.Builder plan = new Plan.Builder()
                .takeDown(1, "unplug", Undo.by(Argv.of("a"), THING))
                .takeDown(2, "forget-namespace", Undo.by(Argv.of("b"), OTHER))
                .after();
        host.has(THING);
        host.has(OTHER);

        perform(plan, Pace.SIDE_BY_SIDE);

        assertEquals(List.of("start a", "start b", "end a", "end b"), host.trace());
    }

    @Test
    void a_take_down_waits_for_those_before_it() {
        Plan.Builder plan = new Plan.Builder()
                .takeDown(1, "unplug", Undo.by(Argv.of("a"), THING))
                .takeDown(2, "forget-namespace", Undo.by(Argv.of("b"), OTHER));
        host.has(THING);
        host.has(OTHER);

        perform(plan, Pace.SIDE_BY_SIDE);

        assertEquals(List.of("start a", "end a", "start b", "end b"), host.trace());
    }

    @Test
    void what_is_gone_already_is_not_taken_down_and_the_listener_is_not_told() {
        Plan.Builder plan = new Plan.Builder()
                .step(1, "cable", "a")
                .takeDown(2, "unplug", Undo.by(Argv.of("b"), THING))
                .takeDown(3, "forget-namespace", Undo.by(Argv.of("c"), OTHER));
        host.has(OTHER);

        perform(plan, Pace.SIDE_BY_SIDE);

        assertEquals(List.of("a", "c"), host.done());
        assertEquals(List.of("step cable", "step forget-namespace"), listener.told());
    }

    @Test
    void the_listener_is_told_of_a_step_before_it_is_started_and_of_an_undo_before_it_is_done() {
        Plan.Builder plan = new Plan.Builder()
                .step(1, "cable", "a")
                .undoneBy(Undo.by(Argv.of("undo a"), THING))
                .step(2, "bridge", "b");
        host.has(THING);
        host.refuse("b");

        assertThrows(StepFailed.class, () -> perform(plan, Pace.ONE_BY_ONE));

        assertEquals(List.of("step cable", "step bridge", "undo undo a"), listener.told());
    }

    @Test
    void a_step_that_runs_beside_one_that_fails_is_waited_for_and_undone() {
        Plan.Builder plan = new Plan.Builder()
                .step(1, "cable", "a")
                .step(2, "namespace", "b")
                .after()
                .undoneBy(Undo.by(Argv.of("undo b"), THING))
                .step(3, "route", "c");
        host.effect("b", argv -> host.has(THING));
        host.effect("undo b", argv -> host.hasNot(THING));
        host.refuse("a");

        StepFailed failure = assertThrows(StepFailed.class, () -> perform(plan, Pace.SIDE_BY_SIDE));

        assertEquals(List.of("start a", "start b", "end b", "start undo b", "end undo b"), host.trace());
        assertEquals("cannot make a cable with two ends: no", failure.getMessage());
    }

    @Test
    void a_step_that_was_never_started_is_not_undone() {
        Plan.Builder plan = new Plan.Builder()
                .step(1, "cable", "a")
                .step(2, "namespace", "b")
                .undoneBy(Undo.by(Argv.of("undo b"), THING));
        host.has(THING);
        host.refuse("a");

        assertThrows(StepFailed.class, () -> perform(plan, Pace.SIDE_BY_SIDE));

        assertEquals(List.of(), host.done());
    }

    @Test
    void a_plan_ends_with_the_status_of_its_last_step_before_the_take_downs() {
        Plan.Builder plan = new Plan.Builder()
                .step(1, "cable", "a")
                .step(2, "start", new Ending(42))
                .takeDown(3, "unplug", Undo.by(Argv.of("b"), THING));
        host.has(THING);

        int status = perform(plan, Pace.SIDE_BY_SIDE);

        assertEquals(42, status);
        assertEquals(List.of("a", "b"), host.done());
    }

    @Test
    void a_plan_without_steps_ends_with_0() {
        assertEquals(0, perform(new Plan.Builder(), Pace.SIDE_BY_SIDE));
    }
}
