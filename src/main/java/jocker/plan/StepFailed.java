package jocker.plan;

import java.util.List;
import java.util.stream.Collectors;
import jocker.os.HostException;

/** A step could not be done; what came before it has been taken back, except what the message names. */
public final class StepFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean clean;
    private final boolean noRoom;

    StepFailed(Step step, HostException cause, List<Undo> left) {
        super("cannot " + step.why() + ": " + cause.getMessage() + describe(left), cause);
        clean = left.isEmpty();
        noRoom = cause.isNoRoom();
    }

    /** Whether nothing is left of the plan. */
    public boolean isClean() {
        return clean;
    }

    /** Whether the disk is full. */
    public boolean isNoRoom() {
        return noRoom;
    }

    private static String describe(List<Undo> left) {
        if (left.isEmpty()) {
            return "";
        }
        return left.stream()
                .map(undo -> "\"" + undo.action().shellLine() + "\"")
                .collect(Collectors.joining(", ", "; this stays undone, and jocker prune clears what is left: ", ""));
    }
}
