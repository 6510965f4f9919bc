package jocker.plan;

/** Somebody who is told what is about to be done. */
public interface StepListener {
    /** Nobody. */
    StepListener NOBODY = new StepListener() {
        @Override
        public void before(Step step) {}

        @Override
        public void before(Undo undo) {}
    };

    /** A step is about to be started. */
    void before(Step step);

    /** Something is about to be taken back, after a failure. */
    void before(Undo undo);

    /** Whether each step has to have ended before this one is told of the next. */
    default boolean wantsOneByOne() {
        return false;
    }
}
