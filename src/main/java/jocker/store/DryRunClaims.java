package jocker.store;

import java.util.Optional;
import java.util.function.Predicate;

/** Claims of a dry run: free ids, which another process may get a moment later, and nothing is written down. */
public final class DryRunClaims implements Claims {
    private final StateRecords records;
    private final FreeIds freeIds;

    /** The claims of a store. */
    public DryRunClaims(Store store) {
        this.records = store.records();
        this.freeIds = new FreeIds(store);
    }

    @Override
    public ContainerId container(String command, Predicate<ContainerId> blocked) {
        return freeIds.container(blocked);
    }

    @Override
    public ImageId image(Operation operation) {
        return freeIds.image();
    }

    @Override
    public void take(Id id, Operation operation) {}

    @Override
    public void settle(Id id, Optional<Outcome> outcome) {}

    @Override
    public Optional<StateRecord> inherit(Id id) {
        return records.find(id).filter(StateRecord::isDead);
    }

    @Override
    public void keep(ImageId image, PulledImage pulled) {}

    @Override
    public Turn pulling(Runnable wait) {
        return () -> {};
    }

    @Override
    public Optional<Turn> betweenPulls(Runnable wait) {
        return Optional.of(() -> {});
    }
}
