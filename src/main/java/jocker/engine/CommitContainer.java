package jocker.engine;

import jocker.recipe.CommitPlan;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Operation;
import jocker.store.Store;

/** Makes a container's tree an image's: bocker_commit. */
public final class CommitContainer {
    private final Engine engine;

    /** The verb. */
    public CommitContainer(Engine engine) {
        this.engine = engine;
    }

    /**
     * Replaces an image.
     *
     * @param container the container's id, as the user has typed it
     * @param image the image's id, as the user has typed it
     * @return 0, or 128 + n if signal n came when it was done
     * @throws jocker.text.UserException if one of them does not exist, or the container runs
     */
    public int commit(String container, String image) {
        Store store = engine.store();
        ContainerId from = store.container(container);
        ImageId to = store.image(image);
        engine.preconditions().requireRoom();
        new RunningContainers(engine, store, engine.cgroups()).refuse(from);
        return engine.holding(
                store,
                from,
                Operation.COMMIT,
                () -> engine.holding(store, to, Operation.COMMIT, () -> commit(store, from, to)));
    }

    private int commit(Store store, ContainerId from, ImageId to) {
        engine.preconditions().lookInside(store, from).requirePlain();
        return engine.perform(CommitPlan.of(store, from, to, engine.subvolumesInside(store, to)));
    }
}
