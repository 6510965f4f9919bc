package jocker.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.container.ContainerNetwork;
import jocker.engine.ContainerStatus;
import jocker.store.Outcome;
import jocker.text.Printable;

/** How a container's status is shown: as a row of a table, or as names and values. */
final class StatusView {
    /** The names of the columns; the command is the last one. */
    static final List<String> COLUMNS = List.of(
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

    private static final String RUNNING = "running";
    private static final String EXITED = "exited";
    private static final String MEMORY_LIMIT = "memory limit";
    private static final String NONE = "-";

    private StatusView() {}

    /** What stands in the columns. */
    static List<String> row(ContainerStatus status) {
        ContainerNetwork network = status.network();
        return List.of(
                status.id().toString(),
                state(status),
                status.pid().map(Object::toString).orElse(NONE),
                network.ip(),
                network.hostEnd(),
                network.containerEnd(),
                network.namespace(),
                String.join(",", status.groups().stream().map(Path::toString).toList()),
                status.tree().toString(),
                status.usage()
                                .share()
                                .map(share -> status.usage().shareFile() + "=" + share)
                                .orElse(NONE) + " "
                        + status.usage()
                                .cpuMicroseconds()
                                .map(StatusView::seconds)
                                .orElse(NONE),
                status.usage().memoryBytes().map(StatusView::mebibytes).orElse(NONE) + "/"
                        + status.usage()
                                .memoryLimit()
                                .map(StatusView::mebibytes)
                                .orElse(NONE),
                Printable.visible(status.command()));
    }

    /** Whether it runs, or how it has ended and, where the number does not say it, why. */
    private static String state(ContainerStatus status) {
        return status.running()
                ? RUNNING
                : status.outcome()
                        .map(it -> EXITED + " " + it.status()
                                + reason(status).map(why -> " (" + why + ")").orElse(""))
                        .orElse(EXITED);
    }

    private static Optional<String> reason(ContainerStatus status) {
        return status.outcome().filter(it -> it.memoryKills() > 0).map(it -> MEMORY_LIMIT);
    }

    private static String seconds(long microseconds) {
        return String.format("%.2fs", microseconds / 1e6);
    }

    private static String mebibytes(long bytes) {
        return String.format("%.1fMiB", bytes / (double) (1 << 20));
    }

    /** The same for programs, in order; what there is not is null, as JSON has it. */
    static Map<String, Object> members(ContainerStatus status) {
        ContainerNetwork network = status.network();
        Map<String, Object> cpu = new LinkedHashMap<>();
        cpu.put(
                status.usage().shareFile().replace("cpu.", ""),
                status.usage().share().orElse(null));
        cpu.put("usedMicroseconds", status.usage().cpuMicroseconds().orElse(null));
        Map<String, Object> memory = new LinkedHashMap<>();
        memory.put("limitBytes", status.usage().memoryLimit().orElse(null));
        memory.put("usedBytes", status.usage().memoryBytes().orElse(null));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", status.id().toString());
        all.put("command", status.command());
        all.put("state", status.running() ? RUNNING : EXITED);
        all.put("pid", status.pid().orElse(null));
        all.put("address", network.ip());
        all.put("mac", network.mac());
        all.put("hostEnd", network.hostEnd());
        all.put("containerEnd", network.containerEnd());
        all.put("namespace", network.namespace());
        all.put("cgroups", status.groups().stream().map(Path::toString).toList());
        all.put("subvolume", status.tree().toString());
        all.put("cpu", cpu);
        all.put("memory", memory);
        all.put(
                "status",
                status.running() ? null : status.outcome().map(Outcome::status).orElse(null));
        all.put("reason", status.running() ? null : reason(status).orElse(null));
        return all;
    }
}
