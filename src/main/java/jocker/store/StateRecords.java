package jocker.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.os.HostException;
import jocker.text.Message;

/** What jocker has written down of each image and container. To change it, one needs {@link Claims}. */
public final class StateRecords {
    private final StateDirectory state;

    StateRecords(StateDirectory state) {
        this.state = state;
    }

    /** The record of an image or container; empty if there is none, as for what bocker has made, or only root may see it. */
    public Optional<StateRecord> find(Id id) {
        try {
            return StateDirectory.read(file(id)).map(properties -> StateRecord.of(id, properties));
        } catch (IllegalArgumentException e) {
            throw new HostException(Message.of("cannot-read", file(id), e.toString()), e);
        }
    }

    /** The records of all containers, by the container's name: to look for each by itself takes longer. */
    public Map<String, StateRecord> containers() {
        Map<String, StateRecord> records = new HashMap<>();
        for (String name : state.names(StateDirectory.ENTRIES)) {
            Optional<StateRecord> record = ContainerId.find(name).flatMap(this::find);
            if (record.isPresent()) {
                records.put(name, record.get());
            }
        }
        return records;
    }

    /** All records, by id. */
    public List<StateRecord> all() {
        return state.names(StateDirectory.ENTRIES).stream()
                .flatMap(name -> Id.find(name).stream())
                .flatMap(id -> find(id).stream())
                .toList();
    }

    /** Whether an image is being pulled. */
    boolean isPulling() {
        return all().stream()
                .anyMatch(record ->
                        record.isLive() && record.owner().orElseThrow().operation() == Operation.PULL);
    }

    /** Where a container's log is kept. */
    public Path keptLog(ContainerId container) {
        return state.file(StateDirectory.LOGS, container.toString());
    }

    /** Whether a container's command has ever been started: its log is made right before. */
    public boolean hasStarted(ContainerId container) {
        return Files.exists(keptLog(container));
    }

    void write(StateRecord record) {
        StateDirectory.write(file(record.id()), record.toProperties());
    }

    /** Deletes the record of an image or container, and the log of a container. */
    void forget(Id id) {
        try {
            if (id instanceof ContainerId container) {
                Files.deleteIfExists(keptLog(container));
            }
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw HostException.of(e, "cannot-delete-the-records", id);
        }
    }

    private Path file(Id id) {
        return state.file(StateDirectory.ENTRIES, id.toString());
    }
}
