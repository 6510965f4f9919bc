package jocker.recipe;

import java.nio.file.Path;
import java.util.List;
import jocker.os.Resource;
import jocker.os.Shell;
import jocker.plan.Action;
import jocker.plan.Plan;
import jocker.plan.Undo;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Store;

/** How a container's tree becomes an image: bocker_commit, except that the old image goes last, not first. */
public final class CommitPlan {
    private CommitPlan() {}

    /**
     * The plan.
     *
     * @param inside the subvolumes inside the old image, each before the one it is in
     */
    public static Plan of(Store store, ContainerId container, ImageId image, List<Long> inside) {
        Path tree = store.tree(image);
        Path staging = store.staging(image).tree();
        Action exchange = new Action.Exchange(staging, tree);
        Plan.Builder plan = new Plan.Builder()
                .step(107, "copy-container", "btrfs subvolume snapshot {} {}", store.tree(container), staging)
                .undoneBy(Undos.deleteSubvolume(staging))
                .shownBy("btrfs subvolume show " + Shell.quote(staging.toString()))
                .step("exchange", exchange)
                .undoneBy(new Undo(exchange, Resource.Paths.of(staging)))
                .shownBy("btrfs subvolume show " + Shell.quote(tree.toString()));
        RemovePlan.deleteInside(plan, store, inside);
        return plan.step(40, "delete-old", "btrfs subvolume delete {}", staging)
                .shownBy("btrfs subvolume list " + Shell.quote(store.root().toString()))
                .build();
    }
}
