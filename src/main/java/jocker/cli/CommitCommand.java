package jocker.cli;

import java.util.concurrent.Callable;
import jocker.plan.CommitPlan;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.Store;
import jocker.store.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code commit CONTAINER IMAGE}. */
@Command(name = "commit", description = "Make a container's tree the image's.")
final class CommitCommand implements Callable<Integer> {
    @ParentCommand
    private Jocker jocker;

    @Parameters(index = "0", paramLabel = "CONTAINER", description = "The container, such as ps_42017.")
    private String container;

    @Parameters(index = "1", paramLabel = "IMAGE", description = "The image that is replaced, such as img_42150.")
    private String image;

    @Override
    public Integer call() {
        Box box = jocker.box().toChange("commit");
        Store store = box.store();
        ContainerId from = store.container(container);
        ImageId to = store.image(image);
        box.requireRoom();
        Ledger ledger = new Ledger(store);
        new Running(box, ledger, box.cgroups()).refuse(from);
        int status = box.holding(
                ledger,
                store,
                from,
                Task.COMMIT,
                () -> box.holding(ledger, store, to, Task.COMMIT, () -> commit(box, store, ledger, from, to)));
        box.report("Removed: " + to);
        box.report("Created: " + to);
        return status;
    }

    private int commit(Box box, Store store, Ledger ledger, ContainerId from, ImageId to) {
        box.requirePlain(store, from);
        return box.perform(CommitPlan.of(store, ledger, from, to, box.subvolumesInside(store, to)));
    }
}
