package jocker.plan;

import java.util.List;
import java.util.OptionalInt;
import jocker.os.Action;

/**
 * One step of a plan.
 *
 * @param why what the step is for: words that complete "in order to ..." as well as "cannot ..."
 * @param bockerLine the line of bocker that it stands for, if there is one
 * @param action what is done
 * @param undos how it is taken back if a later step fails, in order; none if it goes with what another one made
 * @param phase when it is done
 */
public record Step(String why, OptionalInt bockerLine, Action action, List<Undo> undos, Phase phase) {
    /** Copies the undos. */
    public Step {
        undos = List.copyOf(undos);
    }

    /** When a step is done. */
    public enum Phase {
        /** In its turn; if it fails, the steps before it are undone. */
        MAKE,
        /** When all the others are done, and whatever became of the other ones of this phase. */
        TAKE_DOWN
    }
}
