package jocker.plan;

import jocker.text.Message;

/** Is told what is about to be done, too. */
public interface StepListener extends ActionListener {
    /** Listens to nothing. */
    StepListener NOBODY = new StepListener() {
        @Override
        public void before(Step step) {}

        @Override
        public void before(Undo undo) {}

        @Override
        public void warn(Message message) {}

        @Override
        public void fetched(long bytes) {}
    };

    /** A step is about to be started. */
    void before(Step step);

    /** Something is about to be taken back, after a failure. */
    void before(Undo undo);
}
