package jocker.plan;

import java.util.ArrayList;
import java.util.List;
import jocker.text.Message;

/** A listener that writes down what it is told. */
final class TellingListener implements StepListener {
    private final List<String> told = new ArrayList<>();

    /** What it was told, a line each. */
    List<String> told() {
        return told;
    }

    @Override
    public void before(Step step) {
        told.add("step " + step.name());
    }

    @Override
    public void before(Undo undo) {
        told.add("undo " + undo.action().shellLine());
    }

    @Override
    public void warn(Message message) {
        told.add("warning " + message.key());
    }

    @Override
    public void fetched(long bytes) {
        told.add("fetched " + bytes);
    }
}
