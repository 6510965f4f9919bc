package jocker.recipe;

import java.nio.file.Path;
import java.util.Optional;
import jocker.os.Shell;
import jocker.plan.Action;
import jocker.plan.Plan;
import jocker.store.ImageId;
import jocker.store.Store;

/** How a directory becomes an image: bocker_init. */
public final class InitPlan {
    private InitPlan() {}

    /**
     * The plan. The image is made out of sight and gets its name when it is whole.
     *
     * @param directory what is copied: everything in it, with owners, modes, times, links, holes, extended attributes
     * @param source what the list of images will show; empty if the directory holds an {@code img.source} already, as one
     *     does that was an image before
     */
    public static Plan of(Store store, ImageId image, Path directory, Optional<String> source) {
        Path staging = store.staging(image).tree();
        Plan.Builder plan = new Plan.Builder()
                .step(14, "subvolume", "btrfs subvolume create {}", staging)
                .undoneBy(Undos.deleteSubvolume(staging))
                .shownBy("btrfs subvolume list " + Shell.quote(store.root().toString()))
                .step(15, "copy", "cp -a --reflink=auto {}/. {}", directory, staging)
                .shownBy("ls -a " + Shell.quote(staging.toString()));
        source.ifPresent(it -> plan.step(16, "source", new Action.Write(staging, Store.SOURCE_FILE, it))
                .shownBy("cat " + Shell.quote(staging.toString()) + "/" + Store.SOURCE_FILE));
        return plan.step("name-image", new Action.Move(staging, store.tree(image)))
                .shownBy("jocker images")
                .build();
    }
}
