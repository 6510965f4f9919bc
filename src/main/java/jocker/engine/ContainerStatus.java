package jocker.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.cgroup.Cgroups;
import jocker.container.ContainerNetwork;
import jocker.store.ContainerId;
import jocker.store.Outcome;
import jocker.store.StateRecord;
import jocker.store.Store;

/**
 * Where everything of a container is on the host, and how it stands.
 *
 * @param network its addresses, interfaces and namespace
 * @param running whether it runs
 * @param pid its first process, on the host; empty if it does not run
 * @param groups its control groups
 * @param tree its subvolume
 * @param usage what it may use, and what it has used
 * @param outcome how its run has ended; empty if that is not known
 * @param command its command, its words joined by spaces
 */
public record ContainerStatus(
        ContainerNetwork network,
        boolean running,
        Optional<Long> pid,
        List<Path> groups,
        Path tree,
        Cgroups.Usage usage,
        Optional<Outcome> outcome,
        String command) {
    /** Copies the list. */
    public ContainerStatus {
        groups = List.copyOf(groups);
    }

    /** Looks at all containers of a store. */
    public static List<ContainerStatus> all(Engine engine) {
        Store store = engine.store();
        return of(engine, store, store.containers());
    }

    /**
     * Looks at one container.
     *
     * @param name its id, as the user has typed it
     * @throws jocker.text.UserException if there is none
     */
    public static ContainerStatus of(Engine engine, String name) {
        Store store = engine.store();
        return of(engine, store, List.of(store.container(name))).get(0);
    }

    private static List<ContainerStatus> of(Engine engine, Store store, List<ContainerId> containers) {
        Cgroups cgroups = engine.cgroups();
        return containers.stream().map(id -> of(store, id, cgroups)).toList();
    }

    private static ContainerStatus of(Store store, ContainerId id, Cgroups cgroups) {
        Optional<StateRecord> record = store.records().find(id);
        Optional<Long> firstProcess = cgroups.firstProcess(id);
        return new ContainerStatus(
                new ContainerNetwork(id),
                RunningContainers.isRunning(record, firstProcess),
                firstProcess,
                cgroups.directories(id),
                store.tree(id),
                cgroups.usage(id),
                record.flatMap(StateRecord::outcome),
                ListContainers.command(store, id, record));
    }

    /** The container's id. */
    public ContainerId id() {
        return network.container();
    }
}
