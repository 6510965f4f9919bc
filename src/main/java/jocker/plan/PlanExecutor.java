package jocker.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import jocker.os.Cancellation;
import jocker.os.Host;
import jocker.os.HostException;

/** Does what a plan says: all of it, or nothing. */
public final class PlanExecutor {
    /** How often an undo is tried: a Ctrl-C in a terminal ends the command that undoes as well. */
    private static final int UNDO_TRIES = 3;

    private final Host host;
    private final Cancellation interruption;
    private final StepListener watcher;

    /**
     * A performer.
     *
     * @param interruption is asked before each step whether to go on
     * @param watcher is told of each step before it is started
     */
    public PlanExecutor(Host host, Cancellation interruption, StepListener watcher) {
        this.host = host;
        this.interruption = interruption;
        this.watcher = watcher;
    }

    /**
     * Performs the steps in order. If one fails, or a signal comes before the container runs, the steps before it are
     * undone in reverse order.
     *
     * @return the container's status, for a plan that runs one; otherwise 0
     * @throws StepFailed if a step failed
     * @throws Cancellation.Interrupted if a signal came, and everything has been undone
     */
    public int perform(Plan plan) {
        int status = make(plan);
        takeDown(plan);
        return status;
    }

    private int make(Plan plan) {
        List<Going> all = new ArrayList<>();
        try {
            for (Step step : in(Step.Phase.MAKE, plan)) {
                for (Going earlier : all) {
                    if (watcher.wantsOneByOne() || step.waitsFor(earlier.step)) {
                        earlier.await();
                    }
                }
                watcher.before(step);
                interruption.check();
                Going going = new Going(step);
                all.add(going);
                going.start();
            }
            int status = 0;
            for (Going going : all) {
                status = going.await();
            }
            return status;
        } catch (Refused e) {
            List<Undo> left = undo(all);
            interruption.check();
            throw new StepFailed(e.step, e.reason, left);
        } catch (RuntimeException | Error e) {
            undo(all);
            throw e;
        }
    }

    /** The machine has refused a step. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Step step;
        private final HostException reason;

        Refused(Step step, HostException reason) {
            super(reason);
            this.step = step;
            this.reason = reason;
        }
    }

    /** A step on its way. */
    private final class Going {
        private final Step step;
        private Optional<Host.Going> going = Optional.empty();
        private OptionalInt status = OptionalInt.empty();

        Going(Step step) {
            this.step = step;
        }

        void start() {
            try {
                going = Optional.of(step.action().startOn(host));
            } catch (HostException e) {
                throw new Refused(step, e);
            }
        }

        /** Waits until it is done; returns its status. */
        int await() {
            if (status.isEmpty()) {
                try {
                    Host.Going last = going.orElseThrow();
                    going = Optional.empty();
                    status = OptionalInt.of(last.await());
                } catch (HostException e) {
                    if (!isDoneAllTheSame()) {
                        throw new Refused(step, e);
                    }
                    status = OptionalInt.of(0);
                }
            }
            return status.getAsInt();
        }

        /** Whether a signal has ended a command that had taken away what it was to take away. */
        private boolean isDoneAllTheSame() {
            return interruption.signal().isPresent()
                    && step.removes().filter(it -> !host.exists(it)).isPresent();
        }

        /** Waits for its end if it goes on; whether it may have changed anything. */
        boolean mayHaveEffect() {
            try {
                going.ifPresent(it -> await());
            } catch (Refused e) {
                return interruption.signal().isPresent();
            }
            // A signal may have ended a command before or after it had its effect.
            return status.isPresent() || interruption.signal().isPresent();
        }
    }

    private void takeDown(Plan plan) {
        List<Taking> all = new ArrayList<>();
        for (Step step : in(Step.Phase.TAKE_DOWN, plan)) {
            for (Taking earlier : all) {
                if (watcher.wantsOneByOne() || step.waitsFor(earlier.step)) {
                    earlier.await();
                }
            }
            for (Undo undo : step.undos()) {
                all.add(new Taking(step, undo));
            }
        }
        all.forEach(Taking::await);
        List<Taking> failed =
                all.stream().filter(taking -> taking.failure.isPresent()).toList();
        if (!failed.isEmpty()) {
            Taking first = failed.get(0);
            throw new StepFailed(
                    first.step, first.failure.get(), left(failed.stream().map(it -> it.undo)));
        }
    }

    /** Something on its way out. */
    private final class Taking {
        private final Step step;
        private final Undo undo;
        private Optional<Host.Going> going = Optional.empty();
        private Optional<HostException> failure = Optional.empty();

        /** Starts to take something away, if it is there. */
        Taking(Step step, Undo undo) {
            this.step = step;
            this.undo = undo;
            if (host.exists(undo.evidence())) {
                watcher.before(step);
                try {
                    going = Optional.of(undo.action().startOn(host));
                } catch (HostException e) {
                    failure = Optional.of(e);
                }
            }
        }

        /** Waits until it is gone, or will not go. */
        void await() {
            try {
                going.ifPresent(Host.Going::await);
            } catch (HostException e) {
                // A Ctrl-C in a terminal ends the command that takes away as well.
                failure = interruption.signal().isPresent()
                        ? take(undo)
                        : Optional.of(e).filter(it -> host.exists(undo.evidence()));
            }
            going = Optional.empty();
        }
    }

    private static List<Step> in(Step.Phase phase, Plan plan) {
        return plan.steps().stream().filter(step -> step.phase() == phase).toList();
    }

    /** Undoes what has been done, last first, when nothing goes on any more; returns what is left all the same. */
    private List<Undo> undo(List<Going> all) {
        List<Going> done =
                new ArrayList<>(all.stream().filter(Going::mayHaveEffect).toList());
        Collections.reverse(done);
        List<Undo> undos = done.stream().flatMap(it -> it.step.undos().stream()).toList();
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
                watcher.before(undo);
                undo.action().performOn(host);
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
}
