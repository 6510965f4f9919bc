package jocker.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jocker.os.Argv;
import jocker.os.Cancellation;
import jocker.os.FakeHost;
import jocker.os.HostException;
import jocker.os.Resource;
import jocker.os.Signal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A signal while a plan is performed: what is begun is ended, and then all of it is undone or all of it is done. */
class PlanSignalTest {
    private static final int STEPS = 4;

    private final FakeHost host = new FakeHost();

    /** Has "make 3" make what is seen as process 3, and "undo 3" take it away. */
    @BeforeEach
    void prepare() {
        for (int i = 0; i < STEPS; i++) {
            Resource resource = new Resource.Alive(i);
            host.effect("make " + i, argv -> host.has(resource));
            host.effect("undo " + i, argv -> host.hasNot(resource));
        }
    }

    private static Plan.Builder plan() {
        Plan.Builder plan = new Plan.Builder();
        for (int i = 0; i < STEPS; i++) {
            plan.step(i, "cable", "make {}", i).undoneBy(undo(i));
        }
        return plan;
    }

    private static Undo undo(int i) {
        return Undo.by(Argv.of("undo {}", i), new Resource.Alive(i));
    }

    private int perform(Plan.Builder plan) {
        return new PlanExecutor(host, StepListener.NOBODY, Pace.SIDE_BY_SIDE).perform(plan.build());
    }

    private void signal() {
        host.cancellation().raise(Signal.TERM);
    }

    /** A command that Ctrl-C in a terminal has ended. */
    private HostException ended(Argv argv) {
        signal();
        return HostException.exited(argv, 130, "");
    }

    @Test
    void a_signal_before_the_first_step_lets_nothing_be_done() {
        signal();

        Cancellation.Interrupted interrupted = assertThrows(Cancellation.Interrupted.class, () -> perform(plan()));

        assertEquals(Signal.TERM, interrupted.signal());
        assertEquals(List.of(), host.done());
    }

    @Test
    void a_signal_while_a_step_runs_has_it_and_all_before_it_undone_in_reverse() {
        host.effect("make 1", argv -> {
            host.has(new Resource.Alive(1));
            signal();
        });

        assertThrows(Cancellation.Interrupted.class, () -> perform(plan()));

        assertEquals(List.of("make 0", "make 1", "undo 1", "undo 0"), host.done());
    }

    @Test
    void a_step_that_a_signal_has_ended_is_undone_if_it_had_its_effect() {
        host.effect("make 2", argv -> {
            host.has(new Resource.Alive(2));
            throw ended(argv);
        });

        assertThrows(Cancellation.Interrupted.class, () -> perform(plan()));

        assertEquals(List.of("make 0", "make 1", "make 2", "undo 2", "undo 1", "undo 0"), host.done());
    }

    @Test
    void a_step_that_a_signal_has_ended_is_not_undone_if_it_had_no_effect() {
        host.effect("make 1", argv -> {
            throw ended(argv);
        });

        assertThrows(Cancellation.Interrupted.class, () -> perform(plan()));

        assertEquals(List.of("make 0", "make 1", "undo 0"), host.done());
    }

    @Test
    void a_step_beside_the_one_that_a_signal_has_ended_is_undone_too() {
        host.effect("make 0", argv -> {
            throw ended(argv);
        });
        Plan.Builder plan = new Plan.Builder()
                .step(0, "cable", "make 0")
                .undoneBy(undo(0))
                .step(1, "cable", "make 1")
                .after()
                .undoneBy(undo(1))
                .step(2, "cable", "make 2");

        assertThrows(Cancellation.Interrupted.class, () -> perform(plan));

        assertEquals(List.of("make 0", "make 1", "undo 1"), host.done());
    }

    @Test
    void a_signal_in_the_last_step_lets_the_take_down_be_done() {
        host.effect("make 3", argv -> signal());
        Plan.Builder plan = plan().takeDown(5, "unplug", undo(0));

        int status = perform(plan);

        assertEquals(0, status);
        assertEquals(List.of("make 0", "make 1", "make 2", "make 3", "undo 0"), host.done());
    }

    @Test
    void a_signal_in_the_take_down_lets_the_rest_of_it_be_done() {
        host.effect("undo 0", argv -> {
            host.hasNot(new Resource.Alive(0));
            signal();
        });
        Plan.Builder plan = plan().takeDown(5, "unplug", undo(0)).takeDown(6, "forget-namespace", undo(1));

        int status = perform(plan);

        assertEquals(0, status);
        assertEquals(List.of("make 0", "make 1", "make 2", "make 3", "undo 0", "undo 1"), host.done());
    }

    @Test
    void a_take_down_that_a_signal_has_ended_is_tried_again() {
        AtomicInteger tries = new AtomicInteger();
        host.effect("undo 0", argv -> {
            if (tries.incrementAndGet() == 1) {
                throw ended(argv);
            }
            host.hasNot(new Resource.Alive(0));
        });
        Plan.Builder plan = plan().takeDown(5, "unplug", undo(0)).takeDown(6, "forget-namespace", undo(1));

        int status = perform(plan);

        assertEquals(0, status);
        assertEquals(List.of("make 0", "make 1", "make 2", "make 3", "undo 0", "undo 0", "undo 1"), host.done());
    }

    @Test
    void a_take_down_that_fails_for_another_reason_is_tried_once() {
        AtomicInteger tries = new AtomicInteger();
        host.effect("undo 0", argv -> {
            tries.incrementAndGet();
            throw HostException.exited(argv, 1, "busy");
        });
        Plan.Builder plan = plan().takeDown(5, "unplug", undo(0));

        StepFailed failure = assertThrows(StepFailed.class, () -> perform(plan));

        assertEquals(1, tries.get());
        assertEquals(
                "cannot unplug the cable: \"undo 0\" exited 1: busy; this stays undone, and jocker prune clears what is"
                        + " left: \"undo 0\"",
                failure.getMessage());
    }

    @Test
    void a_take_down_that_fails_although_the_thing_is_gone_has_succeeded() {
        host.effect("undo 0", argv -> {
            host.hasNot(new Resource.Alive(0));
            throw HostException.exited(argv, 1, "no such device");
        });

        int status = perform(plan().takeDown(5, "unplug", undo(0)));

        assertEquals(0, status);
    }

    @Test
    void an_undo_that_a_signal_has_ended_is_tried_again() {
        AtomicInteger tries = new AtomicInteger();
        host.effect("make 2", argv -> signal());
        host.effect("undo 1", argv -> {
            if (tries.incrementAndGet() < 3) {
                throw ended(argv);
            }
            host.hasNot(new Resource.Alive(1));
        });

        assertThrows(Cancellation.Interrupted.class, () -> perform(plan()));

        assertEquals(
                List.of("make 0", "make 1", "make 2", "undo 1", "undo 1", "undo 1", "undo 0"),
                host.done(),
                "two tries that fail, one that succeeds");
    }

    @Test
    void an_undo_is_tried_three_times_and_then_the_others_are_done() {
        AtomicInteger tries = new AtomicInteger();
        host.effect("make 2", argv -> signal());
        host.effect("undo 1", argv -> {
            tries.incrementAndGet();
            throw ended(argv);
        });

        assertThrows(RuntimeException.class, () -> perform(plan()));

        assertEquals(3, tries.get());
        assertTrue(host.done().contains("undo 0"), host.done().toString());
    }

    @Test
    void a_removal_that_a_signal_has_ended_counts_as_done_once_the_thing_is_gone() {
        Resource thing = new Resource.Alive(9);
        host.has(thing);
        host.effect("remove", argv -> {
            host.hasNot(thing);
            throw ended(argv);
        });
        host.has(new Resource.Alive(0));
        Plan.Builder plan =
                new Plan.Builder().step(40, "delete", "remove").removing(thing).takeDown(5, "unplug", undo(0));

        int status = perform(plan);

        assertEquals(0, status);
        assertEquals(List.of("remove", "undo 0"), host.done());
    }

    @Test
    void a_removal_that_a_signal_has_ended_too_early_is_not_done() {
        Resource thing = new Resource.Alive(9);
        host.has(thing);
        host.effect("remove", argv -> {
            throw ended(argv);
        });
        host.has(new Resource.Alive(0));
        Plan.Builder plan =
                new Plan.Builder().step(40, "delete", "remove").removing(thing).takeDown(5, "unplug", undo(0));

        assertThrows(Cancellation.Interrupted.class, () -> perform(plan));

        assertEquals(List.of("remove"), host.done());
    }

    @Test
    void a_removal_that_fails_without_a_signal_is_a_failure() {
        Resource thing = new Resource.Alive(9);
        host.effect("remove", argv -> {
            throw HostException.exited(argv, 1, "busy");
        });
        Plan.Builder plan = new Plan.Builder().step(40, "delete", "remove").removing(thing);

        StepFailed failure = assertThrows(StepFailed.class, () -> perform(plan));

        assertEquals("cannot delete its subvolume: \"remove\" exited 1: busy", failure.getMessage());
    }
}
