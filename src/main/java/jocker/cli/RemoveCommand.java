package jocker.cli;

import java.util.List;
import java.util.concurrent.Callable;
import jocker.cgroup.Cgroups;
import jocker.os.HostException;
import jocker.plan.Plan;
import jocker.plan.RemovePlan;
import jocker.plan.StepFailed;
import jocker.store.ContainerId;
import jocker.store.Id;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.Refusal;
import jocker.store.Store;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code rm ID...}. */
@Command(name = "rm", description = "Delete images or containers, with all that belongs to them.")
final class RemoveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Jocker jocker;

    @Option(
            names = {"-f", "--force"},
            description = "Kill a running container first.")
    private boolean force;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "An image or a container.")
    private List<String> ids;

    @Override
    public Integer call() throws Exception {
        Box box = jocker.box().toChange("rm");
        Store store = box.store();
        int worst = 0;
        for (String text : ids) {
            try {
                remove(box, store, text);
            } catch (Refusal | StepFailed | HostException e) {
                // One that cannot be removed does not keep the others.
                CommandLine command = spec.commandLine();
                worst = Math.max(
                        worst,
                        command.getExecutionExceptionHandler()
                                .handleExecutionException(e, command, command.getParseResult()));
            }
        }
        return worst;
    }

    private void remove(Box box, Store store, String text) {
        Id id = Id.find(text).filter(store::contains).orElseThrow(() -> Refusal.noContainer(text));
        Ledger ledger = new Ledger(store);
        Plan plan = plan(box, store, ledger, id);
        if (!box.isDryRun()) {
            ledger.claim(id);
        }
        box.performClaimed(ledger, id, plan);
        box.report("Removed: " + id);
    }

    private Plan plan(Box box, Store store, Ledger ledger, Id id) {
        if (id instanceof ImageId image) {
            return RemovePlan.of(store, image);
        }
        ContainerId container = (ContainerId) id;
        Cgroups cgroups = box.cgroups();
        Running running = new Running(box, ledger, cgroups);
        if (force) {
            running.end(container);
        } else {
            running.refuse(container);
        }
        return RemovePlan.of(store, cgroups, container, box.networkLeftOf(container));
    }
}
