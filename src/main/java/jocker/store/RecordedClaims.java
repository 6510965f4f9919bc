package jocker.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import jocker.os.HostException;
import jocker.text.Message;
import jocker.text.UserException;

/** Claims that are written down, under a lock. */
public final class RecordedClaims implements Claims {
    private final Store store;
    private final StateDirectory state;
    private final StateRecords records;
    private final FreeIds freeIds;

    /** The claims of a store. */
    public RecordedClaims(Store store) {
        this.store = store;
        this.state = store.state();
        this.records = store.records();
        this.freeIds = new FreeIds(store);
    }

    @Override
    public ContainerId container(String command, Predicate<ContainerId> blocked) {
        return state.locked(() -> {
            ContainerId id = freeIds.container(blocked);
            records.write(StateRecord.begun(id, Operation.RUN, Optional.of(command)));
            return id;
        });
    }

    @Override
    public ImageId image(Operation operation) {
        return state.locked(() -> {
            ImageId id = freeIds.image();
            records.write(StateRecord.begun(id, operation, Optional.empty()));
            return id;
        });
    }

    @Override
    public void take(Id id, Operation operation) {
        state.locked(() -> {
            Optional<StateRecord> record = records.find(id);
            record.filter(StateRecord::isLive).ifPresent(live -> {
                long pid = live.owner().orElseThrow().pid();
                throw new UserException(Message.of("is-in-use-by", id, pid));
            });
            if (operation != Operation.REMOVE || store.freeBytes() >= Store.LEAST_SPACE) {
                records.write(record.map(it -> it.claimed(operation))
                        .orElseGet(() -> StateRecord.begun(id, operation, Optional.empty())));
            } // A full store takes no record; and a removal needs none, it is done at once or not at all.
            return id;
        });
    }

    @Override
    public void settle(Id id, Optional<Outcome> outcome) {
        if (id instanceof ImageId || store.isFree(id)) {
            if (id instanceof ImageId image && store.isFree(image)) {
                new LayerStore(store).forget(image);
            }
            records.forget(id);
            return;
        }
        records.find(id)
                .filter(record -> record.owner().isPresent() || outcome.isPresent())
                .ifPresent(record -> records.write(record.settled(outcome)));
    }

    @Override
    public Optional<StateRecord> inherit(Id id) {
        return state.locked(() -> {
            Optional<StateRecord> dead = records.find(id).filter(StateRecord::isDead);
            dead.ifPresent(record ->
                    records.write(record.claimed(record.owner().orElseThrow().operation())));
            return dead;
        });
    }

    @Override
    public void keep(ImageId image, PulledImage pulled) {
        new LayerStore(store).keep(image, pulled);
    }

    @Override
    public Turn pulling(Runnable wait) {
        return turn(wait, () -> false).orElseThrow();
    }

    @Override
    public Optional<Turn> betweenPulls(Runnable wait) {
        return turn(wait, records::isPulling);
    }

    private Optional<Turn> turn(Runnable wait, BooleanSupplier giveUp) {
        FileChannel channel = state.locked(() -> state.openLock("pull.lock"));
        Turn turn = () -> close(channel);
        try {
            while (!giveUp.getAsBoolean()) {
                if (channel.tryLock() != null) {
                    return Optional.of(turn);
                }
                wait.run();
            }
            turn.close();
            return Optional.empty();
        } catch (IOException e) {
            turn.close();
            throw HostException.of(e, "cannot-lock", state.home());
        } catch (RuntimeException e) {
            turn.close();
            throw e;
        }
    }

    private void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw HostException.of(e, "cannot-unlock", state.home());
        }
    }
}
