package jocker.store;

import java.util.Optional;

/**
 * A container's id, such as {@code ps_42017} (bocker calls it the uuid).
 *
 * @param number from 42002 to 42254
 */
public record ContainerId(int number) implements Id {
    private static final String PREFIX = "ps_";

    /** Checks the range. */
    public ContainerId {
        Id.checked(number);
    }

    /** Reads what {@link #toString} writes; empty for any other text. */
    public static Optional<ContainerId> find(String text) {
        return Id.find(PREFIX, text, ContainerId::new);
    }

    /** The name of the file that holds the command, at the root of the container's tree. */
    public String commandFile() {
        return this + ".cmd";
    }

    /** The name of the file that holds the output, at the root of the container's tree. */
    public String logFile() {
        return this + ".log";
    }

    @Override
    public String toString() {
        return PREFIX + number;
    }
}
