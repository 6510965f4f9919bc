package jocker.plan;

import java.nio.file.Path;
import java.util.List;
import jocker.cgroup.Cgroups;
import jocker.net.Address;
import jocker.os.Action;
import jocker.os.Argv;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Store;

/** How an image or a container is deleted: bocker_rm. */
public final class RemovePlan {
    private RemovePlan() {}

    /** The plan for an image. */
    public static Plan of(Store store, ImageId image) {
        return builder(store.tree(image)).build();
    }

    /**
     * The plan for a container that has ended.
     *
     * @param left what a run that was killed has left of it, out of {@link #networkOf}
     */
    public static Plan of(Store store, Cgroups cgroups, ContainerId container, List<Undo> left) {
        Plan.Builder plan = builder(store.tree(container));
        for (Undo undo : RunPlan.deleteGroup(cgroups, container)) {
            plan.takeDown(41, "delete its control group", undo);
        }
        for (Undo undo : left) {
            plan.takeDown(88, "clear what is left of its network", undo);
        }
        return plan.build();
    }

    /** How a container's network is taken away. A run that came to its end has done so itself. */
    public static List<Undo> networkOf(ContainerId container) {
        Address address = new Address(container);
        return List.of(RunPlan.unplug(address), RunPlan.forgetNamespace(address));
    }

    /** The plan that ends a container which runs: with its first process, the kernel ends all others. */
    public static Plan kill(long firstProcess) {
        return new Plan.Builder()
                .step("kill its first process", new Action.Kill(firstProcess))
                .build();
    }

    private static Plan.Builder builder(Path tree) {
        return new Plan.Builder().step(40, "delete its subvolume", Argv.of("btrfs subvolume delete {}", tree));
    }
}
