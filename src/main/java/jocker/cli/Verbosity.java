package jocker.cli;

/** How much a command that changes the box tells of what it does. */
enum Verbosity {
    /** Nothing but its answer. */
    ANSWER,
    /** Each host command, as {@code set -x} does. */
    COMMANDS,
    /** Each step, with its explanation. */
    EXPLANATIONS,
    /** The same, and the next step waits for Enter. */
    STEP_BY_STEP
}
