package jocker.plan;

import java.nio.file.Path;
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

    /** The plan. */
    public static Plan of(Store store, Ledger ledger, ContainerId container, ImageId image) {
        Path tree = store.tree(image);
        Path fresh = ledger.staging(image);
        Path old = ledger.replaced(image);
        return new Plan.Builder()
                .step(
                        107,
                        "copy the container without copying a byte",
                        "btrfs subvolume snapshot {} {}",
                        store.tree(container),
                        fresh)
                .undoneBy(Undo.by(Argv.of("btrfs subvolume delete {}", fresh), Evidence.Paths.of(fresh)))
                .step("put the old image aside", new Action.Move(tree, old))
                .undoneBy(new Undo(new Action.Move(old, tree), Evidence.Paths.of(old)))
                .step("put the new image in its place", new Action.Move(fresh, tree))
                .undoneBy(new Undo(new Action.Move(tree, fresh), Evidence.Paths.of(tree)))
                .step(40, "delete the old image", "btrfs subvolume delete {}", old)
                .build();
    }
}
