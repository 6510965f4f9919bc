package jocker.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import jocker.cgroup.Cgroups;
import jocker.os.Proc;
import jocker.recipe.Leftover;
import jocker.recipe.Leftovers;
import jocker.recipe.PrunePlan;
import jocker.store.Claims;
import jocker.store.ContainerId;
import jocker.store.Id;
import jocker.store.ImageId;
import jocker.store.Operation;
import jocker.store.StateRecord;
import jocker.store.Store;
import jocker.text.Message;

/** Clears what runs, pulls and the like have left that were killed. */
public final class Prune {
    /** Is told of what is done. One thing that cannot be cleared does not keep the others. */
    public interface Report {
        /** Does a part of the work; returns its status, or that of the failure, which has been told. */
        int attempt(IntSupplier part);

        /** Something has been cleared. */
        void cleared(Message what);

        /** A finished container has been removed. */
        void removed(ContainerId container);
    }

    private final Engine engine;
    private final Store store;
    private final Claims claims;
    private final Cgroups cgroups;
    private final Leftovers leftovers;
    private final Report report;
    private int worst;

    /** The verb. */
    public Prune(Engine engine, Report report) {
        this.engine = engine;
        this.store = engine.store();
        this.claims = engine.claims(store);
        this.cgroups = engine.cgroups();
        this.leftovers = engine.leftovers(store, cgroups);
        this.report = report;
    }

    /**
     * Clears what is left.
     *
     * @param stopped whether containers that have finished go, too
     * @return the worst status of all parts
     */
    public int prune(boolean stopped) {
        store.records().all().stream().filter(StateRecord::isDead).forEach(dead -> attempt(() -> clearDead(dead)));
        withoutRecord().forEach(id -> attempt(() -> clearUnrecorded(id)));
        attempt(() -> engine.withUnusedLayers(store, Optional.empty(), this::clear));
        if (stopped) {
            removeFinished();
        }
        return worst;
    }

    private void attempt(IntSupplier part) {
        worst = Math.max(worst, report.attempt(part));
    }

    /** What has no record can be bocker's, and under way. */
    private List<Id> withoutRecord() {
        List<Id> found = leftovers.withoutRecord();
        if (!found.isEmpty() && Proc.isRunning("bocker")) {
            engine.listener().warn(Message.of("bocker-is-running-and", found));
            return List.of();
        }
        return found;
    }

    private void removeFinished() {
        RunningContainers running = new RunningContainers(engine, store, cgroups);
        RemoveObjects objects = new RemoveObjects(engine);
        for (ContainerId container : store.containers()) {
            if (!running.isRunning(container)) {
                attempt(() -> {
                    int status = objects.removeEnded(container, cgroups);
                    report.removed(container);
                    return status;
                });
            }
        }
    }

    private int clearDead(StateRecord dead) {
        if (claims.inherit(dead.id()).isEmpty()) {
            return 0; // Another process was quicker.
        }
        int status = clear(leftovers.of(dead));
        claims.settle(dead.id(), Optional.empty());
        return status;
    }

    private int clearUnrecorded(Id id) {
        claims.take(id, Operation.REMOVE);
        int status = clear(id instanceof ImageId image ? leftovers.ofImage(image) : leftovers.beside((ContainerId) id));
        claims.settle(id, Optional.empty());
        return status;
    }

    private int clear(List<Leftover> all) {
        try {
            return engine.perform(PrunePlan.of(all));
        } finally {
            all.stream()
                    .filter(leftover -> !engine.host().exists(leftover.undo().resource()))
                    .map(Leftover::what)
                    .distinct()
                    .forEach(report::cleared);
        }
    }
}
