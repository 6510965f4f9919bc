package jocker.cgroup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jocker.os.Argv;
import jocker.store.ContainerId;
import jocker.text.Message;

/**
 * Version 1: a hierarchy for each controller, and bocker's commands to the letter.
 *
 * @param mounts where cpu, cpuacct and memory are mounted, in this order; cpu and cpuacct may share a place
 */
record CgroupV1(List<Path> mounts) implements Cgroups {
    /** bocker 3. */
    static final List<String> CONTROLLERS = List.of("cpu", "cpuacct", "memory");

    private static final int CPU = 0;
    private static final int CPUACCT = 1;
    private static final int MEMORY = 2;

    CgroupV1 {
        mounts = List.copyOf(mounts);
    }

    @Override
    public Message version() {
        return Message.of("cgroups-version", 1);
    }

    @Override
    public List<String> missing() {
        return List.of(); // Each is mounted, so each is there.
    }

    @Override
    public Path processor() {
        return mounts.get(CPU);
    }

    @Override
    public String controllers() {
        return String.join(",", CONTROLLERS);
    }

    @Override
    public List<Setting> settings(ContainerId container, Limits limits) {
        return List.of(
                new Setting(
                        80,
                        "cpu",
                        Argv.of("cgset -r cpu.shares={} {}", limits.cpuShares(), container),
                        file(CPU, container, "cpu.shares")),
                new Setting(
                        81,
                        "memory",
                        Argv.of("cgset -r memory.limit_in_bytes={} {}", limits.memoryBytes(), container),
                        file(MEMORY, container, "memory.limit_in_bytes")));
    }

    @Override
    public List<Deletion> deletions(ContainerId container) {
        List<Deletion> deletions = new ArrayList<>(Cgroups.super.deletions(container));
        for (int i = 1; i < mounts.size(); i++) {
            if (mounts.indexOf(mounts.get(i)) == i) {
                Argv argv = Cgroups.deletion(CONTROLLERS.get(i), container);
                deletions.add(new Deletion(argv, mounts.get(i).resolve(container.toString())));
            }
        }
        return deletions;
    }

    /** A file of a container's group in the hierarchy of one controller. */
    private Path file(int controller, ContainerId container, String name) {
        return mounts.get(controller).resolve(container.toString()).resolve(name);
    }

    @Override
    public Usage usage(ContainerId container) {
        return new Usage(
                "cpu.shares",
                Cgroups.number(file(CPU, container, "cpu.shares")),
                Cgroups.number(file(CPUACCT, container, "cpuacct.usage")).map(nanoseconds -> nanoseconds / 1000),
                Cgroups.number(file(MEMORY, container, "memory.limit_in_bytes")),
                Cgroups.number(file(MEMORY, container, "memory.usage_in_bytes")));
    }

    @Override
    public Path memoryEvents(ContainerId container) {
        return file(MEMORY, container, "memory.oom_control");
    }

    @Override
    public List<Path> directories(ContainerId container) {
        return mounts.stream()
                .distinct()
                .map(mount -> mount.resolve(container.toString()))
                .toList();
    }
}
