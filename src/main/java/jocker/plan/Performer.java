package jocker.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jocker.os.Action;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.os.Interruption;

/** Does what a plan says: all of it, or nothing. */
public final class Performer {
    /** How often an undo is tried: a Ctrl-C in a terminal ends the command that undoes as well. */
    private static final int UNDO_TRIES = 3;

    private final Host host;
    private final Interruption interruption;
    private final Consumer<Action> before;

    /**
     * A performer.
     *
     * @param interruption is asked before each step whether to go on
     * @param before is told of each action before it is done
     */
    public Performer(Host host, Interruption interruption, Consumer<Action> before) {
        this.host = host;
        this.interruption = interruption;
        this.before = before;
    }

    /**
     * Performs the steps in order. If one fails, or a signal comes before the container runs, the steps before it are
     * undone in reverse order.
     *
     * @return the container's status, for a plan that runs one; otherwise 0
     * @throws StepFailed if a step failed
     * @throws Interruption.Interrupted if a signal came, and everything has been undone
     */
    public int perform(Plan plan) {
        int status = make(plan);
        takeDown(plan);
        return status;
    }

    private int make(Plan plan) {
        int status = 0;
        Deque<Undo> undos = new ArrayDeque<>();
        for (Step step : in(Step.Phase.MAKE, plan)) {
            try {
                interruption.check();
                status = perform(step.action());
                remember(step, undos);
            } catch (HostException e) {
                if (interruption.signal().isPresent()) {
                    // The signal may have ended the command before or after it had its effect.
                    remember(step, undos);
                    undo(undos);
                    interruption.check();
                }
                throw new StepFailed(step, e, undo(undos));
            } catch (RuntimeException | Error e) {
                undo(undos);
                throw e;
            }
        }
        return status;
    }

    private void takeDown(Plan plan) {
        List<Failure> failures = new ArrayList<>();
        for (Step step : in(Step.Phase.TAKE_DOWN, plan)) {
            for (Undo undo : step.undos()) {
                take(undo).ifPresent(reason -> failures.add(new Failure(step, undo, reason)));
            }
        }
        if (!failures.isEmpty()) {
            Failure first = failures.get(0);
            throw new StepFailed(
                    first.step(), first.reason(), left(failures.stream().map(Failure::undo)));
        }
    }

    private record Failure(Step step, Undo undo, HostException reason) {}

    private static List<Step> in(Step.Phase phase, Plan plan) {
        return plan.steps().stream().filter(step -> step.phase() == phase).toList();
    }

    /** Puts a step's undos on the stack so that they come off it in their order. */
    private static void remember(Step step, Deque<Undo> undos) {
        for (int i = step.undos().size() - 1; i >= 0; i--) {
            undos.push(step.undos().get(i));
        }
    }

    /** Undoes what has been done, last first; returns what is left all the same. */
    private List<Undo> undo(Deque<Undo> undos) {
        undos.forEach(this::take);
        return left(undos.stream());
    }

    /** What is still there: something that would not go by itself may have gone with something else. */
    private List<Undo> left(Stream<Undo> undos) {
        return undos.filter(undo -> host.exists(undo.evidence())).toList();
    }

    /** Takes something away if it is there; returns why not, if it still is afterwards. */
    private Optional<HostException> take(Undo undo) {
        Optional<HostException> failure = Optional.empty();
        for (int tries = 0; tries < UNDO_TRIES && host.exists(undo.evidence()); tries++) {
            try {
                perform(undo.action());
                return Optional.empty();
            } catch (HostException e) {
                failure = Optional.of(e);
            }
            if (interruption.signal().isEmpty()) {
                break;
            }
        }
        return host.exists(undo.evidence()) ? failure : Optional.empty();
    }

    private int perform(Action action) {
        before.accept(action);
        return action.performOn(host);
    }
}
