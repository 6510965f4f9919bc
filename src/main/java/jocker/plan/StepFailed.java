package jocker.plan;

import java.util.List;
import java.util.stream.Collectors;
import jocker.os.HostException;
import jocker.text.LocalizedException;
import jocker.text.Message;

/** A step could not be done; what came before it has been taken back, except what the message names. */
public final class StepFailed extends LocalizedException {
    private static final long serialVersionUID = 1L;

    private final boolean clean;
    private final HostException.Kind kind;

    StepFailed(Step step, HostException cause, List<Undo> left) {
        super(describe(step, cause, left));
        initCause(cause);
        clean = left.isEmpty();
        kind = cause.kind();
    }

    /** Whether nothing is left of the plan. */
    public boolean isClean() {
        return clean;
    }

    /** What the host refused the step for. */
    public HostException.Kind kind() {
        return kind;
    }

    private static Message describe(Step step, HostException cause, List<Undo> left) {
        if (left.isEmpty()) {
            return Message.of("step-failed", step.why(), cause.message());
        }
        String commands = left.stream()
                .map(undo -> "\"" + undo.action().shellLine() + "\"")
                .collect(Collectors.joining(", "));
        return Message.of("step-failed-and-left", step.why(), cause.message(), commands);
    }
}
