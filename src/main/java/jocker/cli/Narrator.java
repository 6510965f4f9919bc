package jocker.cli;

import java.util.Optional;
import jocker.os.Action;
import jocker.plan.Step;
import jocker.plan.Undo;
import jocker.plan.Watcher;

/** Tells of each step as much as the user wants to know. */
final class Narrator implements Watcher {
    private final Telling telling;
    private final Console console;
    private final Progress progress;
    private final Runnable pause;
    private final Optional<StepByStep> enter;
    private int number;

    /**
     * A narrator.
     *
     * @param pause is called again and again while Enter is awaited; it may throw, to give up
     */
    Narrator(Telling telling, Console console, Progress progress, Runnable pause) {
        this.telling = telling;
        this.console = console;
        this.progress = progress;
        this.pause = pause;
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
            enter.get().awaitEnter(pause);
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
