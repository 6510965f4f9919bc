package jocker.store;

import java.util.Optional;
import jocker.os.Host;

/** What keeps a directory from being a store, or from being written to. */
public enum StoreFault {
    /** There is no such directory. */
    MISSING,
    /** It is on another file system than btrfs. */
    NOT_BTRFS,
    /** It is mounted read-only: one can look at what is there. */
    READ_ONLY;

    private static final String BTRFS = "btrfs";

    /**
     * What is wrong with a store.
     *
     * @param fileSystem that of its directory; empty if there is no directory
     */
    public static Optional<StoreFault> of(Optional<Host.FileSystem> fileSystem) {
        if (fileSystem.isEmpty()) {
            return Optional.of(MISSING);
        }
        if (!fileSystem.get().type().equals(BTRFS)) {
            return Optional.of(NOT_BTRFS);
        }
        return fileSystem.get().isReadOnly() ? Optional.of(READ_ONLY) : Optional.empty();
    }
}
