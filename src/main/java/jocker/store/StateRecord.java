package jocker.store;

import java.util.Optional;
import java.util.Properties;

/**
 * What jocker has written down of one image or container.
 *
 * @param id whose record it is
 * @param owner the process that makes or runs it; empty when that is done
 * @param command a container's command, its words joined by spaces
 * @param outcome how a finished container's run has ended
 */
public record StateRecord(Id id, Optional<Owner> owner, Optional<String> command, Optional<Outcome> outcome) {
    /** The record of something that this process is about to make. */
    public static StateRecord begun(Id id, Operation operation, Optional<String> command) {
        return new StateRecord(id, Optional.of(Owner.self(operation)), command, Optional.empty());
    }

    /** The same, when no process works on it any more; with the outcome of its run, if that is what has ended. */
    public StateRecord settled(Optional<Outcome> newOutcome) {
        return new StateRecord(id, Optional.empty(), command, newOutcome.or(() -> outcome));
    }

    /** The same, in this process's hands. */
    public StateRecord claimed(Operation operation) {
        return new StateRecord(id, Optional.of(Owner.self(operation)), command, outcome);
    }

    /** Whether a process that still runs works on it. */
    public boolean isLive() {
        return owner.filter(Owner::isAlive).isPresent();
    }

    /** Whether it was begun and never finished, and no process works on it: its process was killed, or the power failed. */
    public boolean isDead() {
        return owner.isPresent() && !isLive();
    }

    Properties toProperties() {
        Properties properties = new Properties();
        owner.ifPresent(it -> {
            properties.setProperty("task", it.operation().name());
            properties.setProperty("pid", Long.toString(it.pid()));
            properties.setProperty("start", Long.toString(it.startTicks()));
            properties.setProperty("boot", it.boot());
        });
        command.ifPresent(it -> properties.setProperty("command", it));
        outcome.ifPresent(it -> {
            properties.setProperty("status", Integer.toString(it.status()));
            properties.setProperty("memoryKills", Long.toString(it.memoryKills()));
        });
        return properties;
    }

    /** Reads a record. An empty one is all that a power cut has left of the first; its process is dead. */
    static StateRecord of(Id id, Properties properties) {
        if (properties.isEmpty()) {
            Operation operation = id instanceof ContainerId ? Operation.RUN : Operation.INIT;
            return new StateRecord(id, Optional.of(new Owner(operation, 0, 0, "")), Optional.empty(), Optional.empty());
        }
        Optional<Owner> owner = Optional.ofNullable(properties.getProperty("pid"))
                .map(pid -> new Owner(
                        Operation.valueOf(properties.getProperty("task", "")),
                        Long.parseLong(pid),
                        Long.parseLong(properties.getProperty("start", "0")),
                        properties.getProperty("boot", "")));
        Optional<Outcome> outcome = Optional.ofNullable(properties.getProperty("status"))
                .map(status -> new Outcome(
                        Integer.parseInt(status), Long.parseLong(properties.getProperty("memoryKills", "0"))));
        return new StateRecord(id, owner, Optional.ofNullable(properties.getProperty("command")), outcome);
    }
}
