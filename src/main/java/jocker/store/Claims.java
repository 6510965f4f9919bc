package jocker.store;

import java.util.Optional;
import java.util.function.Predicate;
import jocker.text.UserException;

/**
 * Which process works on which image or container. An id is claimed before anything is made of it, so two processes never
 * choose the same, and a process that dies leaves a record that tells what it was about. A dry run has claims too, which
 * choose free ids and write nothing.
 */
public interface Claims {
    /**
     * Chooses a free container id at random, as bocker does, and takes it.
     *
     * @param command the container's command, its words joined by spaces
     * @param blocked tells of an id that something on the host stands in the way of
     * @throws UserException if all ids are taken
     */
    ContainerId container(String command, Predicate<ContainerId> blocked);

    /** The same for an image. */
    ImageId image(Operation operation);

    /**
     * Takes an image or container that exists, to change or remove it.
     *
     * @throws UserException if another process has it
     */
    void take(Id id, Operation operation);

    /**
     * Gives back what was taken. The records of something that does not exist, or no longer, are deleted.
     *
     * @param outcome how a container's run has ended; empty if it has not run
     */
    void settle(Id id, Optional<Outcome> outcome);

    /**
     * Takes over what a dead process had taken; the record still says what that process was about.
     *
     * @return the record; empty if there is none, or no dead process has it
     */
    Optional<StateRecord> inherit(Id id);

    /** Keeps what there is to know of an image that is being pulled. */
    void keep(ImageId image, PulledImage pulled);

    /** What {@link #pulling} and {@link #betweenPulls} give; closing it lets the next pull begin. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits until no other process pulls, and keeps others from it: a pull builds on the layers of the one before it.
     *
     * @param wait is called again and again while another one pulls; it may throw, to give up
     */
    Turn pulling(Runnable wait);

    /**
     * Keeps others from pulling; it waits for others that do only that.
     *
     * @param wait as for {@link #pulling}
     * @return empty if an image is being pulled
     */
    Optional<Turn> betweenPulls(Runnable wait);
}
