package jocker.container;

import java.util.ArrayList;
import java.util.List;
import jocker.plan.ActionListener;
import jocker.text.Message;
import jocker.text.Texts;

/** Remembers the warnings of an action. */
class Warnings implements ActionListener {
    private final List<String> told = new ArrayList<>();

    List<String> told() {
        return told;
    }

    @Override
    public void warn(Message message) {
        told.add(Texts.ENGLISH.say(message));
    }

    @Override
    public void fetched(long bytes) {
        throw new AssertionError("a container fetches nothing");
    }
}
