package jocker.store;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;

/**
 * What jocker has written down of one image or container.
 *
 * @param id whose record it is
 * @param worker the process that makes or runs it; empty when that is done
 * @param command a container's command, its words joined by spaces
 * @param status a finished container's exit status
 */
public record Entry(Id id, Optional<Worker> worker, Optional<String> command, OptionalInt status) {
    /** The record of something that this process is about to make. */
    public static Entry begun(Id id, Task task, Optional<String> command) {
        return new Entry(id, Optional.of(Worker.self(task)), command, OptionalInt.empty());
    }

    /** The same, when nobody works on it any more; with the status of its run, if that is what has ended. */
    public Entry settled(OptionalInt newStatus) {
        return new Entry(id, Optional.empty(), command, newStatus.isPresent() ? newStatus : status);
    }

    /** The same, in this process's hands. */
    public Entry claimed(Task task) {
        return new Entry(id, Optional.of(Worker.self(task)), command, status);
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
        status.ifPresent(it -> properties.setProperty("status", Integer.toString(it)));
        return properties;
    }

    static Entry of(Id id, Properties properties) {
        Optional<Worker> worker = Optional.ofNullable(properties.getProperty("pid"))
                .map(pid -> new Worker(
                        Task.valueOf(properties.getProperty("task", "")),
                        Long.parseLong(pid),
                        Long.parseLong(properties.getProperty("start", "0")),
                        properties.getProperty("boot", "")));
        String status = properties.getProperty("status");
        return new Entry(
                id,
                worker,
                Optional.ofNullable(properties.getProperty("command")),
                status == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(status)));
    }
}
