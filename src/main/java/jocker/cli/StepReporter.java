package jocker.cli;

import java.util.Optional;
import jocker.os.Action;
import jocker.os.Cancellation;
import jocker.plan.Step;
import jocker.plan.StepListener;
import jocker.plan.Undo;

/** Tells of each step as much as the user wants to know. */
final class StepReporter implements StepListener {
    private final Verbosity telling;
    private final Console console;
    private final PullProgress progress;
    private final Cancellation interruption;
    private final Optional<EnterKey> enter;
    private int number;

    /**
     * A narrator.
     *
     * @param interruption ends the waiting for Enter
     */
    StepReporter(Verbosity telling, Console console, PullProgress progress, Cancellation interruption) {
        this.telling = telling;
        this.console = console;
        this.progress = progress;
        this.interruption = interruption;
        this.enter = wantsOneByOne() ? Optional.of(new EnterKey()) : Optional.empty();
    }

    @Override
    public boolean wantsOneByOne() {
        return telling == Verbosity.STEP_BY_STEP;
    }

    @Override
    public void before(Step step) {
        number++;
        progress.before(step.action());
        if (telling == Verbosity.COMMANDS) {
            tell(step.action());
        } else if (telling != Verbosity.ANSWER) {
            new StepExplanation(console.texts(), console::styledMessage)
                    .of(step, number)
                    .forEach(console::tell);
        }
        if (enter.isPresent()) {
            console.tell(console.texts().say("press-enter"));
            enter.get().awaitEnter(interruption);
        }
    }

    @Override
    public void before(Undo undo) {
        if (telling != Verbosity.ANSWER) {
            tell(undo.action());
        }
    }

    private void tell(Action action) {
        console.tell("+ " + action.shellLine());
    }
}
