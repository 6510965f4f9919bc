package jocker.store;

import java.util.Optional;
import java.util.Properties;

/**
 * What jocker has written down of one image or container.
 *
 * @param id whose record it is
 * @param worker the process that makes or runs it; empty when that is done
 * @param command a container's command, its words joined by spaces
 * @param outcome how a finished container's run has ended
 */
public record Entry(Id id, Optional<Worker> worker, Optional<String> command, Optional<Outcome> outcome) {
    /** The record of something that this process is about to make. */
    public static Entry begun(Id id, Task task, Optional<String> command) {
        return new Entry(id, Optional.of(Worker.self(task)), command, Optional.empty());
    }

    /** The same, when nobody works on it any more; with the outcome of its run, if that is what has ended. */
    public Entry settled(Optional<Outcome> newOutcome) {
        return new Entry(id, Optional.empty(), command, newOutcome.or(() -> outcome));
    }

    /** The same, in this process's hands. */
    public Entry claimed(Task task) {
        return new Entry(id, Optional.of(Worker.self(task)), command, outcome);
    }

    /** Whether a process that still runs works on it. */
    public boolean isLive() {
        return worker.filter(Worker::isAlive).isPresent();
    }

    /** Whether it was begun and never finished, and nobody works on it: its process was killed, or the power failed. */
    public boolean isDead() {
        return worker.isPresent() && !isLive();
    }

    Properties toProperties() {
        Properties properties = new Properties();
        worker.ifPresent(it -> {
            properties.setProperty("task", it.task().name());
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
    static Entry of(Id id, Properties properties) {
        if (properties.isEmpty()) {
            Task task = id instanceof ContainerId ? Task.RUN : Task.INIT;
            return new Entry(id, Optional.of(new Worker(task, 0, 0, "")), Optional.empty(), Optional.empty());
        }
        Optional<Worker> worker = Optional.ofNullable(properties.getProperty("pid"))
                .map(pid -> new Worker(
                        Task.valueOf(properties.getProperty("task", "")),
                        Long.parseLong(pid),
                        Long.parseLong(properties.getProperty("start", "0")),
                        properties.getProperty("boot", "")));
        Optional<Outcome> outcome = Optional.ofNullable(properties.getProperty("status"))
                .map(status -> new Outcome(
                        Integer.parseInt(status), Long.parseLong(properties.getProperty("memoryKills", "0"))));
        return new Entry(id, worker, Optional.ofNullable(properties.getProperty("command")), outcome);
    }
}
