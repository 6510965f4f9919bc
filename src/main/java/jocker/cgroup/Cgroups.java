package jocker.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.os.Proc;
import jocker.os.Resource;
import jocker.store.ContainerId;
import jocker.text.Message;

/** The control groups of the host. The commands are libcgroup's in both versions; names and units differ. */
public sealed interface Cgroups permits CgroupV1, CgroupV2 {
    /** There is such a directory if systemd has booted the machine (sd_booted(3)). */
    Path SYSTEMD = Path.of("/run/systemd/system");

    /** Where the kernel tells what is mounted. */
    Path MOUNTS = Path.of("/proc/self/mounts");

    /** One limit: the line of bocker that it stands for, its step's name, the command that sets it, and where it shows. */
    record Setting(int bockerLine, String name, Argv argv, Path file) {}

    /**
     * What a container may use, and what it has used; empty where the kernel does not say.
     *
     * @param shareFile the file that says how much of a short processor it gets: cpu.shares or cpu.weight
     * @param share what that file says
     * @param cpuMicroseconds the processor time that it has had
     * @param memoryLimit the most memory it may hold, in bytes
     * @param memoryBytes what it holds
     */
    record Usage(
            String shareFile,
            Optional<Long> share,
            Optional<Long> cpuMicroseconds,
            Optional<Long> memoryLimit,
            Optional<Long> memoryBytes) {}

    /** One command that deletes, and the directory that it makes disappear. */
    record Deletion(Argv argv, Path directory) {}

    /** Which version it is, for eyes. */
    Message version();

    /** The controllers that a container needs and the kernel does not offer. */
    List<String> missing();

    /**
     * Whether the controllers stay. systemd, which owns the root of version 2's tree, takes the processor's from all
     * groups when no unit of its own wants it any more. In version 1 it moves what was started from a service, out of the
     * container's group too, into a group of the service when the first unit beside that wants the processor's.
     * {@code scripts/setup-host} makes a unit that always does.
     */
    default boolean isKept() {
        return !Files.isDirectory(SYSTEMD)
                || Files.isDirectory(processor().resolve("system.slice/system-jocker.slice"));
    }

    /** Where the hierarchy that has the processor's controller is mounted. */
    Path processor();

    /** The controllers that hold a container, joined by commas, as {@code -g} takes them. */
    String controllers();

    /** The commands that set the limits, in order. */
    List<Setting> settings(ContainerId container, Limits limits);

    /** The directories of a container's group, whether they exist or not. */
    List<Path> directories(ContainerId container);

    /** The command that makes a container's group (bocker 79). */
    default Argv create(ContainerId container) {
        return Argv.of("cgcreate -g {}:/{}", controllers(), container);
    }

    /**
     * The commands that delete it, in order, beginning with bocker's (bocker 41). libcgroup 2.0.2 deletes the first of
     * several hierarchies only and says that all went well, so each further one has a command of its own.
     */
    default List<Deletion> deletions(ContainerId container) {
        return List.of(new Deletion(
                deletion(controllers(), container), directories(container).get(0)));
    }

    /** The command that deletes a container's group from the hierarchies of some controllers. */
    static Argv deletion(String controllers, ContainerId container) {
        return Argv.of("cgdelete -g {}:/{}", controllers, container);
    }

    /** The command that runs what follows it in the group (bocker 82). */
    default Argv enter(ContainerId container) {
        return Argv.of("cgexec -g {}:{}", controllers(), container);
    }

    /** The pids of the processes in a container's group; none if there is no group. */
    default List<Long> processes(ContainerId container) {
        Path list = directories(container).get(0).resolve("cgroup.procs");
        try {
            return Files.readAllLines(list).stream().map(Long::valueOf).toList();
        } catch (IOException e) {
            return List.of(); // ENOENT, or ENODEV while the group goes away.
        }
    }

    /** The container's first process, as a pid of the host; empty if the container does not run. */
    default Optional<Long> firstProcess(ContainerId container) {
        return processes(container).stream().filter(Proc::isFirstOfNamespace).findFirst();
    }

    /** What a container may use, and what it has used. */
    Usage usage(ContainerId container);

    /** The number that a file of a group holds; empty if there is no such file, or it says "max". */
    static Optional<Long> number(Path file) {
        try {
            return Optional.of(Files.readString(file).strip())
                    .filter(text -> !text.equals("max"))
                    .map(Long::valueOf);
        } catch (IOException e) {
            return Optional.empty(); // There is no group, or not any more.
        }
    }

    /** The number that stands behind a name in a file of such lines. */
    static Optional<Long> counter(Path file, String name) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(name + " ")) {
                    return Optional.of(Long.valueOf(line.substring(name.length() + 1)));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The file that counts how often a container's memory limit has cost it a process. */
    Path memoryEvents(ContainerId container);

    /** How many processes of a container the kernel has killed at its memory limit; 0 if there is no group. */
    default long memoryKills(ContainerId container) {
        // A line "oom_kill 1" in both versions (cgroup-v1/memory.rst, section 10; cgroup-v2.rst, memory.events).
        return counter(memoryEvents(container), "oom_kill").orElse(0L);
    }

    /** Where one sees that the group exists. */
    default Resource resource(ContainerId container) {
        return new Resource.Paths(directories(container));
    }

    /** The control groups of a host; empty if it has none. */
    static Optional<Cgroups> of(Host host) {
        return detect(host.read(MOUNTS));
    }

    /**
     * Finds out which version the host has: v1 if cpu, cpuacct and memory are mounted as v1 controllers, which is also
     * the case in systemd's hybrid layout; otherwise v2 if that is mounted.
     *
     * @param mounts the text of /proc/self/mounts
     * @return empty if the host has neither
     */
    static Optional<Cgroups> detect(String mounts) {
        Map<String, Path> v1 = new LinkedHashMap<>();
        List<Path> v2 = new ArrayList<>();
        for (String line : mounts.lines().toList()) {
            String[] fields = line.split(" ", -1);
            if (fields.length < 4) {
                continue;
            }
            if (fields[2].equals("cgroup2")) {
                v2.add(Path.of(fields[1]));
            }
            if (fields[2].equals("cgroup")) {
                for (String option : fields[3].split(",", -1)) {
                    v1.putIfAbsent(option, Path.of(fields[1]));
                }
            }
        }
        if (v1.keySet().containsAll(CgroupV1.CONTROLLERS)) {
            return Optional.of(
                    new CgroupV1(CgroupV1.CONTROLLERS.stream().map(v1::get).toList()));
        }
        return v2.stream().findFirst().map(CgroupV2::new);
    }
}
