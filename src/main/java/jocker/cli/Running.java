package jocker.cli;

import java.time.Duration;
import java.util.Optional;
import jocker.cgroup.Cgroups;
import jocker.plan.RemovePlan;
import jocker.store.ContainerId;
import jocker.store.Ledger;
import jocker.store.StateRecord;
import jocker.text.Message;
import jocker.text.UserException;

/** The containers that run: who may not be touched, and how one is ended. */
final class Running {
    /** How long a run may take to take its network down after its container was killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Box box;
    private final Ledger ledger;
    private final Cgroups cgroups;

    Running(Box box, Ledger ledger, Cgroups cgroups) {
        this.box = box;
        this.ledger = ledger;
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

    /** Kills a container if it runs, and waits until its run has put everything away. */
    void end(ContainerId container) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Optional<Long> killed = Optional.empty(); isRunning(container); box.pause()) {
            Optional<Long> first = cgroups.firstProcess(container);
            if (first.isPresent() && !first.equals(killed)) {
                box.perform(RemovePlan.kill(first.get()));
                killed = first;
            }
            if (box.isDryRun()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new UserException(Message.of("container-is-still-running", container));
            }
        }
    }

    /** A container runs from the moment its id is claimed until its network is gone; one of bocker's, while it has processes. */
    boolean isRunning(ContainerId container) {
        return ledger.find(container).filter(StateRecord::isLive).isPresent()
                || cgroups.firstProcess(container).isPresent();
    }
}
