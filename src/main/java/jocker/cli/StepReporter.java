package jocker.cli;

import java.util.Optional;
import jocker.os.Cancellation;
import jocker.plan.Action;
import jocker.plan.Step;
import jocker.plan.StepListener;
import jocker.plan.Undo;
import jocker.text.Message;

/** Tells of each step as much as the user wants to know. */
final class StepReporter implements StepListener {
    private final Verbosity verbosity;
    private final Console console;
    private final PullProgress progress;
    private final Cancellation cancellation;
    private final Optional<EnterKey> enter;
    private int number;

    /**
     * A reporter.
     *
     * @param cancellation ends the waiting for Enter
     */
    StepReporter(Verbosity verbosity, Console console, PullProgress progress, Cancellation cancellation) {
        this.verbosity = verbosity;
        this.console = console;
        this.progress = progress;
        this.cancellation = cancellation;
        this.enter = verbosity == Verbosity.STEP_BY_STEP ? Optional.of(new EnterKey()) : Optional.empty();
    }

    @Override
    public void before(Step step) {
        number++;
        progress.before(step.action());
        if (verbosity == Verbosity.COMMANDS) {
            tell(step.action());
        } else if (verbosity != Verbosity.ANSWER) {
            new StepExplanation(console.texts(), console::styledMessage)
                    .of(step, number)
                    .forEach(console::tell);
        }
        if (enter.isPresent()) {
            console.tell(console.texts().say("press-enter"));
            enter.get().await(cancellation);
        }
    }

    @Override
    public void before(Undo undo) {
        if (verbosity != Verbosity.ANSWER) {
            tell(undo.action());
        }
    }

    @Override
    public void warn(Message message) {
        console.warn(message);
    }

    @Override
    public void fetched(long bytes) {
        progress.fetched(bytes);
    }

    private void tell(Action action) {
        console.tell("+ " + action.shellLine());
    }
}
