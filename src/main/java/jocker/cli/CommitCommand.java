package jocker.cli;

import java.util.concurrent.Callable;
import jocker.plan.CommitPlan;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.Store;
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
        Ledger ledger = new Ledger(store);
        new Running(box, ledger, box.cgroups()).refuse(from);
        if (!box.isDryRun()) {
            ledger.claim(to);
        }
        int status = box.performClaimed(ledger, to, CommitPlan.of(store, ledger, from, to));
        box.report("Removed: " + to);
        box.report("Created: " + to);
        return status;
    }
}
