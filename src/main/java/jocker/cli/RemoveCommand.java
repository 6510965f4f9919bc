package jocker.cli;

import java.util.List;
import java.util.Optional;
import jocker.plan.Leftover;
import jocker.plan.Leftovers;
import jocker.plan.Plan;
import jocker.plan.RemovePlan;
import jocker.store.ContainerId;
import jocker.store.Id;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.Refusal;
import jocker.store.Store;
import jocker.store.Task;
import picocli.CommandLine.Model.ArgSpec;

/** {@code rm ID...}. */
final class RemoveCommand extends NamedCommand {
    private final ArgSpec force = Model.flag("-f", "--force");
    private final ArgSpec ids = Model.words(0, 1, "ID");

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
        for (String text : Model.texts(ids)) {
            worst = Math.max(worst, Failures.attempt(spec().commandLine(), () -> remove(box, store, text)));
        }
        return worst;
    }

    private int remove(Box box, Store store, String text) {
        Id id = Id.find(text).filter(store::contains).orElseThrow(() -> Refusal.noContainer(text));
        Ledger ledger = new Ledger(store);
        if (id instanceof ContainerId container) {
            Running running = new Running(box, ledger, box.cgroups());
            if (Model.isSet(force)) {
                running.end(container);
            } else {
                running.refuse(container);
            }
        }
        return removeEnded(box, store, ledger, id);
    }

    /** Removes an image, or a container that has ended; returns the status. */
    static int removeEnded(Box box, Store store, Ledger ledger, Id id) {
        int status = box.holding(ledger, store, id, Task.REMOVE, () -> box.perform(plan(box, store, ledger, id)));
        box.report("Removed: " + id);
        return status;
    }

    private static Plan plan(Box box, Store store, Ledger ledger, Id id) {
        List<Leftover> leftovers = id instanceof ContainerId container
                ? box.leftovers(store, ledger, box.cgroups()).beside(container)
                : Leftovers.unusedLayers(ledger, Optional.of((ImageId) id));
        return RemovePlan.of(store, id, box.subvolumesInside(store, id), leftovers);
    }
}
