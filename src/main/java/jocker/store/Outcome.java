package jocker.store;

/**
 * How a run has ended.
 *
 * @param status what its command exited with, or 128 + n if signal n ended it
 * @param memoryKills how many of its processes the kernel has killed because it had reached its memory limit
 */
public record Outcome(int status, long memoryKills) {
    /** The outcome of something that has no memory limit. */
    public static Outcome of(int status) {
        return new Outcome(status, 0);
    }
}
