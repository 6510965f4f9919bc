package jocker.store;

/** What a process does to an image or container while it has it in its hands. */
public enum Operation {
    /** Makes a container and runs it. */
    RUN,
    /** Makes an image of a directory. */
    INIT,
    /** Makes an image of a registry's. */
    PULL,
    /** Replaces an image by a container's tree; the container's record says so too. */
    COMMIT,
    /** Deletes it. */
    REMOVE
}
