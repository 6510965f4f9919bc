package jocker.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.cgroup.Cgroups;
import jocker.net.Address;
import jocker.store.ContainerId;
import jocker.store.Ledger;
import jocker.store.Outcome;
import jocker.store.StateRecord;
import jocker.store.Store;

/**
 * Where everything of a container is on the host, and how it stands.
 *
 * @param running whether it runs
 * @param pid its first process, on the host
 * @param groups its control groups
 * @param tree its subvolume
 * @param outcome how its run has ended
 * @param command its command, its words joined by spaces
 */
record Wiring(
        ContainerId container,
        boolean running,
        Optional<Long> pid,
        List<Path> groups,
        Path tree,
        Cgroups.Usage usage,
        Optional<Outcome> outcome,
        String command) {
    private static final String RUNNING = "running";
    private static final String EXITED = "exited";
    private static final String MEMORY_LIMIT = "memory limit";
    private static final String NONE = "-";

    /** Copies the list. */
    Wiring {
        groups = List.copyOf(groups);
    }

    /** Looks at some containers. */
    static List<Wiring> of(Box box, Store store, List<ContainerId> containers) {
        Cgroups cgroups = box.cgroups();
        Ledger ledger = new Ledger(store);
        Running running = new Running(box, ledger, cgroups);
        return containers.stream()
                .map(container -> of(store, container, cgroups, running, ledger.find(container)))
                .toList();
    }

    private static Wiring of(
            Store store, ContainerId container, Cgroups cgroups, Running running, Optional<StateRecord> entry) {
        return new Wiring(
                container,
                running.isRunning(container),
                cgroups.firstProcess(container),
                cgroups.directories(container),
                store.tree(container),
                cgroups.usage(container),
                entry.flatMap(StateRecord::outcome),
                PsCommand.command(store, container, entry));
    }

    /** The names of the columns; the command is the last one. */
    static List<String> columns() {
        return List.of(
                "CONTAINER_ID",
                "STATE",
                "PID",
                "ADDRESS",
                "HOST_END",
                "CONTAINER_END",
                "NAMESPACE",
                "CGROUP",
                "SUBVOLUME",
                "CPU",
                "MEMORY",
                "COMMAND");
    }

    /** What stands in them. */
    List<String> row(String shownCommand) {
        Address address = new Address(container);
        return List.of(
                container.toString(),
                state(),
                pid.map(Object::toString).orElse(NONE),
                address.ip(),
                address.hostEnd(),
                address.containerEnd(),
                address.namespace(),
                String.join(",", groups.stream().map(Path::toString).toList()),
                tree.toString(),
                usage.share().map(share -> usage.shareFile() + "=" + share).orElse(NONE) + " "
                        + usage.cpuMicroseconds().map(Wiring::seconds).orElse(NONE),
                usage.memoryBytes().map(Wiring::mebibytes).orElse(NONE) + "/"
                        + usage.memoryLimit().map(Wiring::mebibytes).orElse(NONE),
                shownCommand);
    }

    /** Whether it runs, or how it has ended and, where the number does not say it, why. */
    private String state() {
        return running
                ? RUNNING
                : outcome.map(it -> EXITED + " " + it.status()
                                + reason().map(why -> " (" + why + ")").orElse(""))
                        .orElse(EXITED);
    }

    private Optional<String> reason() {
        return outcome.filter(it -> it.memoryKills() > 0).map(it -> MEMORY_LIMIT);
    }

    private static String seconds(long microseconds) {
        return String.format("%.2fs", microseconds / 1e6);
    }

    private static String mebibytes(long bytes) {
        return String.format("%.1fMiB", bytes / (double) (1 << 20));
    }

    /** The same for programs; what there is not is null. */
    Map<String, Object> members() {
        Address address = new Address(container);
        Map<String, Object> cpu = new LinkedHashMap<>();
        cpu.put(usage.shareFile().replace("cpu.", ""), usage.share().orElse(null));
        cpu.put("usedMicroseconds", usage.cpuMicroseconds().orElse(null));
        Map<String, Object> memory = new LinkedHashMap<>();
        memory.put("limitBytes", usage.memoryLimit().orElse(null));
        memory.put("usedBytes", usage.memoryBytes().orElse(null));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", container.toString());
        all.put("command", command);
        all.put("state", running ? RUNNING : EXITED);
        all.put("pid", pid.orElse(null));
        all.put("address", address.ip());
        all.put("mac", address.mac());
        all.put("hostEnd", address.hostEnd());
        all.put("containerEnd", address.containerEnd());
        all.put("namespace", address.namespace());
        all.put("cgroups", groups.stream().map(Path::toString).toList());
        all.put("subvolume", tree.toString());
        all.put("cpu", cpu);
        all.put("memory", memory);
        all.put("status", running ? null : outcome.map(Outcome::status).orElse(null));
        all.put("reason", running ? null : reason().orElse(null));
        return all;
    }
}
