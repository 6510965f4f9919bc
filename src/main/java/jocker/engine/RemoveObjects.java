package jocker.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import jocker.cgroup.Cgroups;
import jocker.recipe.Leftover;
import jocker.recipe.RemovePlan;
import jocker.store.ContainerId;
import jocker.store.Id;
import jocker.store.ImageId;
import jocker.store.NotFound;
import jocker.store.Operation;
import jocker.store.Store;

/** Deletes images and containers: bocker_rm. */
public final class RemoveObjects {
    private final Engine engine;
    private final Store store;

    /** The verb. */
    public RemoveObjects(Engine engine) {
        this.engine = engine;
        this.store = engine.store();
    }

    /**
     * Deletes one image or container.
     *
     * @param name its id, as the user has typed it
     * @param force whether a container that runs is killed first
     * @return 0, or 128 + n if signal n came when it was done
     * @throws jocker.text.UserException if there is none, or it is a container that runs
     */
    public int remove(String name, boolean force) {
        Id id = Id.find(name).filter(store::contains).orElseThrow(() -> NotFound.container(name));
        if (id instanceof ImageId image) {
            return engine.withUnusedLayers(store, Optional.of(image), unused -> remove(image, () -> unused));
        }
        ContainerId container = (ContainerId) id;
        Cgroups cgroups = engine.cgroups();
        RunningContainers running = new RunningContainers(engine, store, cgroups);
        if (force) {
            running.end(container);
        } else {
            running.refuse(container);
        }
        return removeEnded(container, cgroups);
    }

    /** Deletes a container that has ended; as {@link #remove}. */
    int removeEnded(ContainerId container, Cgroups cgroups) {
        return remove(container, () -> engine.leftovers(store, cgroups).beside(container));
    }

    private int remove(Id id, Supplier<List<Leftover>> leftovers) {
        return engine.holding(
                store,
                id,
                Operation.REMOVE,
                () -> engine.perform(RemovePlan.of(store, id, engine.subvolumesInside(store, id), leftovers.get())));
    }
}
