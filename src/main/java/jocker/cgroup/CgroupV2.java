package jocker.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jocker.os.Argv;
import jocker.os.HostException;
import jocker.store.ContainerId;
import jocker.text.Message;

/**
 * Version 2: one hierarchy, other names and units. What v1 limits with memory.limit_in_bytes leaves room in swap; here
 * swap is counted apart, and a container gets none.
 *
 * @param mount where it is mounted
 */
record CgroupV2(Path mount) implements Cgroups {
    private static final List<String> CONTROLLERS = List.of("cpu", "memory");

    @Override
    public Message version() {
        return Message.of("cgroups-version", 2);
    }

    @Override
    public List<String> missing() {
        Path offered = mount.resolve("cgroup.controllers");
        try {
            List<String> there = List.of(Files.readString(offered).strip().split(" "));
            return CONTROLLERS.stream().filter(it -> !there.contains(it)).toList();
        } catch (IOException e) {
            throw HostException.of(e, "cannot-read", offered);
        }
    }

    @Override
    public Path processor() {
        return mount;
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
                        "weight",
                        Argv.of("cgset -r cpu.weight={} {}", weight(limits.cpuShares()), container),
                        file(container, "cpu.weight")),
                new Setting(
                        81,
                        "memory",
                        Argv.of("cgset -r memory.max={} {}", limits.memoryBytes(), container),
                        file(container, "memory.max")),
                new Setting(
                        81,
                        "swap",
                        Argv.of("cgset -r memory.swap.max=0 {}", container),
                        file(container, "memory.swap.max")));
    }

    private Path file(ContainerId container, String name) {
        return mount.resolve(container.toString()).resolve(name);
    }

    @Override
    public Usage usage(ContainerId container) {
        return new Usage(
                "cpu.weight",
                Cgroups.number(file(container, "cpu.weight")),
                Cgroups.counter(file(container, "cpu.stat"), "usage_usec"),
                Cgroups.number(file(container, "memory.max")),
                Cgroups.number(file(container, "memory.current")));
    }

    @Override
    public Path memoryEvents(ContainerId container) {
        return file(container, "memory.events");
    }

    @Override
    public List<Path> directories(ContainerId container) {
        return List.of(mount.resolve(container.toString()));
    }

    /**
     * Turns v1's shares (2 to 262144, usually 1024) into v2's weight (1 to 10000, usually 100), as runc 1.3.2 and crun
     * 1.23 do: ceil(10^((l*l + 125*l) / 612 - 7/34)), where l = log2(shares).
     */
    static int weight(int shares) {
        if (shares <= 2) {
            return 1;
        }
        if (shares >= 262144) {
            return 10000;
        }
        double l = Math.log(shares) / Math.log(2);
        return (int) Math.ceil(Math.pow(10, (l * l + 125 * l) / 612 - 7.0 / 34));
    }
}
