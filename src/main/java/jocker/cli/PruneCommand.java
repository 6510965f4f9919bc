package jocker.cli;

import java.util.List;
import java.util.Optional;
import jocker.cgroup.Cgroups;
import jocker.os.Proc;
import jocker.plan.Leftover;
import jocker.plan.Leftovers;
import jocker.plan.PrunePlan;
import jocker.store.ContainerId;
import jocker.store.Id;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.Operation;
import jocker.store.StateRecord;
import jocker.store.Store;
import jocker.text.Message;
import picocli.CommandLine.Model.ArgSpec;

/** {@code prune}. */
final class PruneCommand extends BaseCommand {
    private final ArgSpec stopped = Arguments.flag("--stopped");

    PruneCommand(Jocker jocker) {
        super(jocker, "prune");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(stopped);
    }

    @Override
    public Integer call() throws Exception {
        Box box = jocker().box().toChange("prune");
        Store store = box.store();
        Ledger ledger = new Ledger(store);
        Cgroups cgroups = box.cgroups();
        Leftovers leftovers = box.leftovers(store, ledger, cgroups);
        int worst = 0;
        for (StateRecord entry : ledger.entries()) {
            if (entry.isDead()) {
                worst = Math.max(
                        worst,
                        ErrorHandler.attempt(spec().commandLine(), () -> clearDead(box, ledger, leftovers, entry)));
            }
        }
        List<Id> withoutRecord = leftovers.withoutRecord();
        if (!withoutRecord.isEmpty() && Proc.isRunning("bocker")) {
            box.warn(Message.of("bocker-is-running-and", withoutRecord));
            withoutRecord = List.of();
        }
        for (Id id : withoutRecord) {
            worst = Math.max(
                    worst,
                    ErrorHandler.attempt(spec().commandLine(), () -> clearUnrecorded(box, ledger, leftovers, id)));
        }
        worst = Math.max(
                worst,
                ErrorHandler.attempt(
                        spec().commandLine(),
                        () -> box.withUnusedLayers(ledger, Optional.empty(), unused -> clear(box, unused))));
        if (Arguments.isSet(stopped)) {
            Running running = new Running(box, ledger, cgroups);
            for (ContainerId container : store.containers()) {
                if (!running.isRunning(container)) {
                    worst = Math.max(
                            worst,
                            ErrorHandler.attempt(
                                    spec().commandLine(),
                                    () -> RemoveCommand.removeEnded(box, store, ledger, container)));
                }
            }
        }
        return worst;
    }

    private static int clearDead(Box box, Ledger ledger, Leftovers leftovers, StateRecord entry) {
        if (!box.isDryRun() && ledger.inherit(entry.id()).isEmpty()) {
            return 0; // Somebody else was quicker.
        }
        int status = clear(box, leftovers.of(entry));
        if (!box.isDryRun()) {
            ledger.settle(entry.id(), Optional.empty());
        }
        return status;
    }

    private static int clearUnrecorded(Box box, Ledger ledger, Leftovers leftovers, Id id) {
        if (!box.isDryRun()) {
            ledger.claim(id, Operation.REMOVE);
        }
        int status =
                clear(box, id instanceof ImageId image ? leftovers.ofImage(image) : leftovers.beside((ContainerId) id));
        if (!box.isDryRun()) {
            ledger.settle(id, Optional.empty());
        }
        return status;
    }

    private static int clear(Box box, List<Leftover> leftovers) {
        try {
            return box.perform(PrunePlan.of(leftovers));
        } finally {
            leftovers.stream()
                    .filter(leftover -> !box.has(leftover))
                    .map(Leftover::what)
                    .distinct()
                    .forEach(what -> box.report(box.console().texts().say("cleared", what)));
        }
    }
}
