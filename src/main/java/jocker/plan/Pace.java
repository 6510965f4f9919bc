package jocker.plan;

/** Whether steps that do not need each other are done at the same time. */
public enum Pace {
    /** They are, in the order in which the plan has them. */
    SIDE_BY_SIDE,
    /** They are not: each has ended before the listener is told of the next. */
    ONE_BY_ONE
}
