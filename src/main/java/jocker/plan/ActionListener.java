package jocker.plan;

import jocker.text.Message;

/** Is told what the user should know while an action is performed. */
public interface ActionListener {
    /** Something is not as it should be, although the action is not given up for it. */
    void warn(Message message);

    /** An action that fetches something has brought so many bytes so far. */
    void fetched(long bytes);
}
