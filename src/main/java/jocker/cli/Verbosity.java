package jocker.cli;

import jocker.plan.Pace;

/** How much a command that changes the host tells of what it does. */
enum Verbosity {
    /** Nothing but its answer. */
    ANSWER,
    /** Each host command, as {@code set -x} does. */
    COMMANDS,
    /** Each step, with its explanation. */
    EXPLANATIONS,
    /** The same, and the next step waits for Enter. */
    STEP_BY_STEP;

    /** Whether steps may be done side by side. */
    Pace pace() {
        return this == STEP_BY_STEP ? Pace.ONE_BY_ONE : Pace.SIDE_BY_SIDE;
    }
}
