package jocker.image;

import java.util.ArrayList;
import java.util.List;
import jocker.plan.ActionListener;
import jocker.text.Message;

/** Remembers how many bytes were fetched. */
class Bytes implements ActionListener {
    private final List<Long> fetched = new ArrayList<>();

    synchronized List<Long> told() {
        return List.copyOf(fetched);
    }

    @Override
    public void warn(Message message) {
        throw new AssertionError("a warning: " + message);
    }

    @Override
    public synchronized void fetched(long bytes) {
        fetched.add(bytes);
    }
}
