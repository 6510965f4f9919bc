package jocker.doctor;

import jocker.text.Message;

/**
 * How one requirement of the host stands.
 *
 * @param requirement what is required, in a word or two
 * @param isMet whether it is met
 * @param says what was found
 * @param mend the command that mends it; empty if it is met
 */
public record CheckResult(String requirement, boolean isMet, Message says, String mend) {
    /** A requirement that is met. */
    public static CheckResult met(String requirement, Message says) {
        return new CheckResult(requirement, true, says, "");
    }

    /** A requirement that is not met. */
    public static CheckResult missing(String requirement, Message says, String mend) {
        return new CheckResult(requirement, false, says, mend);
    }

    /** What is wrong, and the command that mends it, in one line. */
    public Message complaint() {
        return Message.of("mend-it-with", says, mend);
    }
}
