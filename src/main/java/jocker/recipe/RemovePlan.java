package jocker.recipe;

import java.util.List;
import jocker.os.Resource;
import jocker.os.Shell;
import jocker.plan.Action;
import jocker.plan.Plan;
import jocker.store.Id;
import jocker.store.Store;

/** How an image or a container is deleted: bocker_rm. */
public final class RemovePlan {
    private RemovePlan() {}

    /**
     * The plan for an image, or for a container that has ended.
     *
     * @param inside the subvolumes inside its own, each before the one it is in: btrfs deletes none that holds another
     * @param leftovers what is on the host of a container beside its tree, its control group first of all
     */
    public static Plan of(Store store, Id id, List<Long> inside, List<Leftover> leftovers) {
        Plan.Builder plan = new Plan.Builder();
        deleteInside(plan, store, inside);
        plan.step(40, "delete", "btrfs subvolume delete {}", store.tree(id))
                .removing(Resource.Paths.of(store.tree(id)))
                .shownBy("btrfs subvolume list " + Shell.quote(store.root().toString()));
        PrunePlan.clear(plan, leftovers);
        return plan.build();
    }

    /** The plan that ends a container which runs: with its first process, the kernel ends all others. */
    public static Plan kill(long firstProcess) {
        return new Plan.Builder().step("kill", new Action.Kill(firstProcess)).build();
    }

    /** Adds the steps that delete subvolumes by their numbers, whatever the paths are that a container has given them. */
    static void deleteInside(Plan.Builder plan, Store store, List<Long> subvolumes) {
        for (long subvolume : subvolumes) {
            plan.step(40, "delete-inside", "btrfs subvolume delete --subvolid {} {}", subvolume, store.root());
        }
    }
}
