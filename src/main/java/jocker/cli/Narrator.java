package jocker.cli;

import java.util.Optional;
import jocker.os.Action;
import jocker.os.Interruption;
import jocker.plan.Step;
import jocker.plan.Undo;
import jocker.plan.Watcher;

/** Tells of each step as much as the user wants to know. */
final class Narrator implements Watcher {
    private final Telling telling;
    private final Console console;
    private final Progress progress;
    private final Interruption interruption;
    private final Optional<StepByStep> enter;
    private int number;

    /**
     * A narrator.
     *
     * @param interruption ends the waiting for Enter
     */
    Narrator(Telling telling, Console console, Progress progress, Interruption interruption) {
        this.telling = telling;
        this.console = console;
        this.progress = progress;
        this.interruption = interruption;
        this.enter = wantsOneByOne() ? Optional.of(new StepByStep()) : Optional.empty();
    }

    @Override
    public boolean wantsOneByOne() {
        return telling == Telling.STEP_BY_STEP;
    }

    @Override
    public void before(Step step) {
        number++;
        progress.before(step.action());
        if (telling == Telling.COMMANDS) {
            tell(step.action());
        } else if (telling != Telling.ANSWER) {
            new Explanation(console.texts(), console::styledMessage)
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
        if (telling != Telling.ANSWER) {
            tell(undo.action());
        }
    }

    private void tell(Action action) {
        console.tell("+ " + action.shellLine());
    }
}
