package jocker.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import jocker.os.HostException;
import jocker.os.Tree;
import jocker.store.ContainerId;
import jocker.store.Outcome;
import jocker.store.StateRecord;
import jocker.store.Store;

/** What a container has printed: bocker_logs. */
public final class ContainerLog {
    private final Store store;
    private final ContainerId container;

    private ContainerLog(Store store, ContainerId container) {
        this.store = store;
        this.container = container;
    }

    /**
     * The log of a container.
     *
     * @param name its id, as the user has typed it
     * @throws jocker.text.UserException if there is none
     */
    public static ContainerLog of(Engine engine, String name) {
        Store store = engine.store();
        return new ContainerLog(store, store.container(name));
    }

    /** Writes all of it somewhere. */
    public void copyTo(OutputStream out) {
        try (InputStream log = open()) {
            log.transferTo(out);
        } catch (IOException e) {
            throw HostException.of(e, "cannot-show-the-log", container);
        }
    }

    /** The log that the container cannot touch; for a container of bocker's, which has none, the one in its tree. */
    private InputStream open() throws IOException {
        try {
            return Files.newInputStream(store.records().keptLog(container));
        } catch (NoSuchFileException e) {
            Optional<InputStream> log = new Tree(store.tree(container)).open(container.logFile());
            return log.orElseGet(InputStream::nullInputStream);
        }
    }

    /** The container's id. */
    public ContainerId container() {
        return container;
    }

    /** How its run has ended; empty if that is not known. */
    public Optional<Outcome> outcome() {
        return store.records().find(container).flatMap(StateRecord::outcome);
    }
}
