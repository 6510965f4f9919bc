package jocker.plan;

import java.nio.file.Path;
import java.util.List;
import jocker.os.Action;
import jocker.os.Argv;
import jocker.os.Evidence;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.Store;

/** How a container's tree becomes an image: bocker_commit, except that the old image goes last, not first. */
public final class CommitPlan {
    private CommitPlan() {}

    /**
     * The plan.
     *
     * @param inside the subvolumes inside the old image, each before the one it is in
     */
    public static Plan of(Store store, Ledger ledger, ContainerId container, ImageId image, List<Long> inside) {
        Path tree = store.tree(image);
        Path staging = ledger.staging(image);
        Action exchange = new Action.Exchange(staging, tree);
        Plan.Builder plan = new Plan.Builder()
                .step(
                        107,
                        "copy the container without copying a byte",
                        "btrfs subvolume snapshot {} {}",
                        store.tree(container),
                        staging)
                .undoneBy(Undo.by(Argv.of("btrfs subvolume delete {}", staging), Evidence.Paths.of(staging)))
                .step("put the new image in the old one's place, at once", exchange)
                .undoneBy(new Undo(exchange, Evidence.Paths.of(staging)));
        for (long subvolume : inside) {
            plan.step(40, "delete a subvolume inside the old image", RemovePlan.delete(store, subvolume));
        }
        return plan.step(40, "delete the old image", "btrfs subvolume delete {}", staging)
                .build();
    }
}
