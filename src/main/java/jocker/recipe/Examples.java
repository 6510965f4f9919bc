package jocker.recipe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jocker.cgroup.Cgroups;
import jocker.cgroup.Limits;
import jocker.container.ContainerCommand;
import jocker.container.ContainerProcess;
import jocker.container.ContainerSpec;
import jocker.image.Digest;
import jocker.image.ImageConfig;
import jocker.image.ImageReference;
import jocker.image.Manifest;
import jocker.image.Platform;
import jocker.image.RegistryAccess;
import jocker.image.RemoteImage;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.plan.Plan;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Store;

/** The plans of the commands with example values, for {@code explain}: the very steps that are performed. */
public final class Examples {
    private static final ImageId IMAGE = new ImageId(42150);
    private static final ContainerId CONTAINER = new ContainerId(42032);
    private static final long FIRST_PROCESS = 4711;

    private final Store store;
    private final Cgroups cgroups;

    /** Examples for a host, as if its store were in bocker's place; where it has no control groups, for version 2. */
    public Examples(Host host) {
        this.store = Store.imagined(host, Path.of("/var/bocker"));
        this.cgroups = Cgroups.of(host)
                .or(() -> Cgroups.detect("cgroup2 /sys/fs/cgroup cgroup2 rw 0 0"))
                .orElseThrow();
    }

    /** The plan of a command; empty for one that has no steps. */
    public Optional<Plan> of(String command) {
        return switch (command) {
            case "run" -> Optional.of(run());
            case "init" -> Optional.of(InitPlan.of(store, IMAGE, Path.of("/srv/tree"), Optional.of("/srv/tree")));
            case "exec" ->
                Optional.of(
                        ExecPlan.of(cgroups, CONTAINER, FIRST_PROCESS, store.tree(CONTAINER), Argv.of("which wget")));
            case "commit" -> Optional.of(CommitPlan.of(store, CONTAINER, IMAGE, List.of()));
            case "rm" -> Optional.of(RemovePlan.of(store, CONTAINER, List.of(), Leftovers.groups(cgroups, CONTAINER)));
            case "pull" -> Optional.of(pull());
            default -> Optional.empty();
        };
    }

    private Plan run() {
        ContainerSpec spec = new ContainerSpec(
                CONTAINER,
                IMAGE,
                Limits.DEFAULT,
                ContainerProcess.BOCKERS,
                ContainerCommand.typed(List.of("which", "wget")));
        return RunPlan.of(store, cgroups, spec);
    }

    private Plan pull() {
        RemoteImage remote = new RemoteImage(
                ImageReference.find("debian:12").orElseThrow(),
                new Manifest(digest("f"), List.of(layer("c"), layer("d"))),
                "{}",
                new ImageConfig(new Platform("", "", ""), digests("a", "e"), List.of(), List.of(), List.of(), "", ""));
        return PullPlan.of(store, IMAGE, remote, new RegistryAccess(true, Optional.empty()), Duration.ofSeconds(30));
    }

    private static Manifest.Layer layer(String digit) {
        return new Manifest.Layer(digest(digit), 0, "");
    }

    private static List<Digest> digests(String... digits) {
        return Arrays.stream(digits).map(Examples::digest).toList();
    }

    /** A digest that nothing has. */
    private static Digest digest(String digit) {
        return new Digest(digit.repeat(64));
    }
}
