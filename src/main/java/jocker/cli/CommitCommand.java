package jocker.cli;

import java.util.List;
import jocker.plan.CommitPlan;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.Operation;
import jocker.store.Store;
import picocli.CommandLine.Model.ArgSpec;

/** {@code commit CONTAINER IMAGE}. */
final class CommitCommand extends BaseCommand {
    private final ArgSpec container = Arguments.word(0, "CONTAINER");
    private final ArgSpec image = Arguments.word(1, "IMAGE");

    CommitCommand(Jocker jocker) {
        super(jocker, "commit");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(container, image);
    }

    @Override
    public Integer call() {
        Box box = jocker().box().toChange("commit");
        Store store = box.store();
        ContainerId from = store.container(container.getValue());
        ImageId to = store.image(image.getValue());
        box.requireRoom();
        Ledger ledger = new Ledger(store);
        new Running(box, ledger, box.cgroups()).refuse(from);
        int status = box.holding(
                ledger,
                store,
                from,
                Operation.COMMIT,
                () -> box.holding(ledger, store, to, Operation.COMMIT, () -> commit(box, store, ledger, from, to)));
        box.report("Removed: " + to);
        box.report("Created: " + to);
        return status;
    }

    private int commit(Box box, Store store, Ledger ledger, ContainerId from, ImageId to) {
        box.requirePlain(store, from, box.lookInside(store, from));
        return box.perform(CommitPlan.of(store, ledger, from, to, box.subvolumesInside(store, to)));
    }
}
