package jocker.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.store.ContainerId;
import jocker.store.StateRecord;
import jocker.store.Store;

/** Lists the containers, running or not: bocker_ps. */
public final class ListContainers {
    private ListContainers() {}

    /**
     * A container in the list.
     *
     * @param command its words, joined by spaces
     */
    public record Row(ContainerId id, String command) {}

    /** All containers, by id. */
    public static List<Row> of(Engine engine) {
        Store store = engine.store();
        Map<String, StateRecord> records = store.records().containers();
        List<Row> rows = new ArrayList<>();
        for (ContainerId id : store.containers()) {
            rows.add(new Row(id, command(store, id, Optional.ofNullable(records.get(id.toString())))));
        }
        return rows;
    }

    /** What was typed, out of the container's reach; what the container's own file says, if bocker has made it. */
    static String command(Store store, ContainerId container, Optional<StateRecord> record) {
        return record.flatMap(StateRecord::command).orElseGet(() -> store.command(container));
    }
}
