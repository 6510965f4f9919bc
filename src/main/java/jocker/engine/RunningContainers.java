package jocker.engine;

import java.time.Duration;
import java.util.Optional;
import jocker.cgroup.Cgroups;
import jocker.recipe.RemovePlan;
import jocker.store.ContainerId;
import jocker.store.StateRecord;
import jocker.store.Store;
import jocker.text.Message;
import jocker.text.UserException;

/** Which containers run, and how one is ended. */
final class RunningContainers {
    /** How long a run may take to take its network down after its container was killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Engine engine;
    private final Store store;
    private final Cgroups cgroups;

    RunningContainers(Engine engine, Store store, Cgroups cgroups) {
        this.engine = engine;
        this.store = store;
        this.cgroups = cgroups;
    }

    /**
     * Returns if the container does not run.
     *
     * @throws UserException if it does
     */
    void refuse(ContainerId container) {
        if (isRunning(container)) {
            throw new UserException(Message.of("container-is-running-kill", container, container));
        }
    }

    /** Kills a container if it runs, and waits until its run has put everything away. A dry run does not wait. */
    void end(ContainerId container) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Optional<Long> killed = Optional.empty(); isRunning(container); engine.pause()) {
            Optional<Long> first = cgroups.firstProcess(container);
            if (first.isPresent() && !first.equals(killed)) {
                engine.perform(RemovePlan.kill(first.get()));
                killed = first;
            }
            if (engine.isDryRun()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new UserException(Message.of("container-is-still-running", container));
            }
        }
    }

    /** A container runs from the moment its id is claimed until its network is gone; one of bocker's, while it has processes. */
    boolean isRunning(ContainerId container) {
        return isRunning(store.records().find(container), cgroups.firstProcess(container));
    }

    /** The same for one of which these have been looked up. */
    static boolean isRunning(Optional<StateRecord> record, Optional<Long> firstProcess) {
        return firstProcess.isPresent() || record.filter(StateRecord::isLive).isPresent();
    }
}
