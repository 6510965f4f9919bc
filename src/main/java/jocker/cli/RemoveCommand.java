package jocker.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import jocker.plan.Leftover;
import jocker.plan.Leftovers;
import jocker.plan.RemovePlan;
import jocker.store.ContainerId;
import jocker.store.Id;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.NotFound;
import jocker.store.Operation;
import jocker.store.Store;
import picocli.CommandLine.Model.ArgSpec;

/** {@code rm ID...}. */
final class RemoveCommand extends BaseCommand {
    private final ArgSpec force = Arguments.flag("-f", "--force");
    private final ArgSpec ids = Arguments.words(0, 1, "ID");

    RemoveCommand(Jocker jocker) {
        super(jocker, "rm");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(force, ids);
    }

    @Override
    public Integer call() throws Exception {
        Box box = jocker().box().toChange("rm");
        Store store = box.store();
        int worst = 0;
        for (String text : Arguments.texts(ids)) {
            worst = Math.max(worst, ErrorHandler.attempt(spec().commandLine(), () -> remove(box, store, text)));
        }
        return worst;
    }

    private int remove(Box box, Store store, String text) {
        Id id = Id.find(text).filter(store::contains).orElseThrow(() -> NotFound.container(text));
        Ledger ledger = new Ledger(store);
        if (id instanceof ContainerId container) {
            Running running = new Running(box, ledger, box.cgroups());
            if (Arguments.isSet(force)) {
                running.end(container);
            } else {
                running.refuse(container);
            }
            return removeEnded(box, store, ledger, container);
        }
        return removeImage(box, store, ledger, (ImageId) id);
    }

    private static int removeImage(Box box, Store store, Ledger ledger, ImageId image) {
        return box.withUnusedLayers(
                ledger, Optional.of(image), unused -> remove(box, store, ledger, image, () -> unused));
    }

    /** Removes a container that has ended; returns the status. */
    static int removeEnded(Box box, Store store, Ledger ledger, ContainerId container) {
        Leftovers leftovers = box.leftovers(store, ledger, box.cgroups());
        return remove(box, store, ledger, container, () -> leftovers.beside(container));
    }

    private static int remove(Box box, Store store, Ledger ledger, Id id, Supplier<List<Leftover>> leftovers) {
        int status = box.holding(
                ledger,
                store,
                id,
                Operation.REMOVE,
                () -> box.perform(RemovePlan.of(store, id, box.subvolumesInside(store, id), leftovers.get())));
        box.report("Removed: " + id);
        return status;
    }
}
