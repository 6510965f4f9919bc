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

/** Performs a plan: all of it, or nothing. */
public final class PlanExecutor {
    /** How often an undo is tried: a Ctrl-C in a terminal ends the command that undoes as well. */
    private static final int UNDO_TRIES = 3;

    private final Host host;
    private final Cancellation cancellation;
    private final StepListener listener;
    private final Pace pace;

    /**
     * An executor. No step is started once the host's cancellation has a signal.
     *
     * @param listener is told of each step before it is started
     */
    public PlanExecutor(Host host, StepListener listener, Pace pace) {
        this.host = host;
        this.cancellation = host.cancellation();
        this.listener = listener;
        this.pace = pace;
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
        List<Started> all = new ArrayList<>();
        try {
            for (Step step : in(Step.Phase.MAKE, plan)) {
                for (Started earlier : all) {
                    if (pace == Pace.ONE_BY_ONE || step.waitsFor(earlier.step)) {
                        earlier.await();
                    }
                }
                listener.before(step);
                cancellation.check();
                Started started = new Started(step);
                all.add(started);
                started.start();
            }
            int status = 0;
            for (Started started : all) {
                status = started.await();
            }
            return status;
        } catch (Refused e) {
            List<Undo> left = undo(all);
            cancellation.check();
            throw new StepFailed(e.step, e.reason, left);
        } catch (RuntimeException | Error e) {
            undo(all);
            throw e;
        }
    }

    /** The host has refused a step. */
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

    /** A step that has been started. */
    private final class Started {
        private final Step step;
        private Optional<Host.Job> job = Optional.empty();
        private OptionalInt status = OptionalInt.empty();

        Started(Step step) {
            this.step = step;
        }

        void start() {
            try {
                job = Optional.of(step.action().start(host, listener));
            } catch (HostException e) {
                throw new Refused(step, e);
            }
        }

        /** Waits until it is done; returns its status. */
        int await() {
            if (status.isEmpty()) {
                try {
                    Host.Job last = job.orElseThrow();
                    job = Optional.empty();
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
            return cancellation.signal().isPresent()
                    && step.removes().filter(it -> !host.exists(it)).isPresent();
        }

        /** Waits for its end if it has not ended; returns whether it may have changed anything. */
        boolean mayHaveEffect() {
            try {
                job.ifPresent(it -> await());
            } catch (Refused e) {
                return cancellation.signal().isPresent();
            }
            // A signal may have ended a command before or after it had its effect.
            return status.isPresent() || cancellation.signal().isPresent();
        }
    }

    private void takeDown(Plan plan) {
        List<TakingDown> all = new ArrayList<>();
        for (Step step : in(Step.Phase.TAKE_DOWN, plan)) {
            for (TakingDown earlier : all) {
                if (pace == Pace.ONE_BY_ONE || step.waitsFor(earlier.step)) {
                    earlier.await();
                }
            }
            for (Undo undo : step.undos()) {
                all.add(new TakingDown(step, undo));
            }
        }
        all.forEach(TakingDown::await);
        List<TakingDown> failed =
                all.stream().filter(taking -> taking.failure.isPresent()).toList();
        if (!failed.isEmpty()) {
            TakingDown first = failed.get(0);
            throw new StepFailed(
                    first.step, first.failure.get(), left(failed.stream().map(it -> it.undo)));
        }
    }

    /** Something that is being taken away. */
    private final class TakingDown {
        private final Step step;
        private final Undo undo;
        private Optional<Host.Job> job = Optional.empty();
        private Optional<HostException> failure = Optional.empty();

        /** Starts to take something away, if it is there. */
        TakingDown(Step step, Undo undo) {
            this.step = step;
            this.undo = undo;
            if (host.exists(undo.resource())) {
                listener.before(step);
                try {
                    job = Optional.of(undo.action().start(host, listener));
                } catch (HostException e) {
                    failure = Optional.of(e);
                }
            }
        }

        /** Waits until it is gone, or will not go. */
        void await() {
            try {
                job.ifPresent(Host.Job::await);
            } catch (HostException e) {
                // A Ctrl-C in a terminal ends the command that takes away as well.
                failure = cancellation.signal().isPresent()
                        ? take(undo)
                        : Optional.of(e).filter(it -> host.exists(undo.resource()));
            }
            job = Optional.empty();
        }
    }

    private static List<Step> in(Step.Phase phase, Plan plan) {
        return plan.steps().stream().filter(step -> step.phase() == phase).toList();
    }

    /** Undoes what has been done, last first, once every step that was started has ended; returns what is left all the same. */
    private List<Undo> undo(List<Started> all) {
        List<Started> done =
                new ArrayList<>(all.stream().filter(Started::mayHaveEffect).toList());
        Collections.reverse(done);
        List<Undo> undos = done.stream().flatMap(it -> it.step.undos().stream()).toList();
        undos.forEach(this::take);
        return left(undos.stream());
    }

    /** What is still there: something that would not go by itself may have gone with something else. */
    private List<Undo> left(Stream<Undo> undos) {
        return undos.filter(undo -> host.exists(undo.resource())).toList();
    }

    /** Takes something away if it is there; returns why not, if it still is afterwards. */
    private Optional<HostException> take(Undo undo) {
        Optional<HostException> failure = Optional.empty();
        for (int tries = 0; tries < UNDO_TRIES && host.exists(undo.resource()); tries++) {
            try {
                listener.before(undo);
                undo.action().perform(host, listener);
                return Optional.empty();
            } catch (HostException e) {
                failure = Optional.of(e);
            }
            if (cancellation.signal().isEmpty()) {
                break;
            }
        }
        return host.exists(undo.resource()) ? failure : Optional.empty();
    }
}
