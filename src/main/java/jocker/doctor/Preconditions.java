package jocker.doctor;

import java.util.List;
import java.util.Optional;
import jocker.cgroup.Cgroups;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.os.Shell;
import jocker.store.Id;
import jocker.store.Store;
import jocker.store.Subvolumes;
import jocker.text.Message;
import jocker.text.UserException;

/**
 * What must be so before a command changes the host. A dry run changes nothing, so of it only control groups are required,
 * whose version its commands go by.
 */
public final class Preconditions {
    private final Host host;
    private final HostChecks checks;
    private final boolean enforced;

    /**
     * The preconditions of a command.
     *
     * @param enforced false for a dry run
     */
    public Preconditions(Host host, HostChecks checks, boolean enforced) {
        this.host = host;
        this.checks = checks;
        this.enforced = enforced;
    }

    /**
     * Returns if the store can be written to and has room.
     *
     * @throws UserException if not, with the command that mends it
     */
    public void requireRoom() {
        if (enforced) {
            require(checks.store());
            require(checks.space());
        }
    }

    /**
     * Returns if the store has room for an image: what is fetched has to go somewhere, and then, at least as large, once
     * more.
     *
     * @param name how the user calls the image
     * @param size the bytes that are fetched
     * @throws UserException if not
     */
    public void requireRoomFor(Store store, String name, long size) {
        long free = store.freeBytes();
        if (enforced && free < 2 * size + Store.LEAST_SPACE) {
            throw new UserException(Message.of("no-room-for-its", name, size >> 20, free >> 20));
        }
    }

    /**
     * Returns if there is a bridge to plug a container into.
     *
     * @throws UserException if not, with the command that mends it
     */
    public void requireBridge() {
        if (enforced) {
            require(checks.bridge());
        }
    }

    /**
     * Returns if all of these programs are on PATH.
     *
     * @throws UserException if one is not, with the command that installs it
     */
    public void requirePrograms(List<String> programs) {
        programs.forEach(program -> require(checks.program(program)));
    }

    /**
     * Returns the control groups of the host.
     *
     * @throws UserException if it has none
     */
    public Cgroups requireCgroups() {
        Optional<Cgroups> cgroups = Cgroups.of(host);
        require(checks.controllers(cgroups));
        return cgroups.orElseThrow();
    }

    /** A look at an image's or container's tree that has begun; see {@link #lookInside}. */
    public interface Look {
        /**
         * Returns if a snapshot of the tree is all of it.
         *
         * @throws UserException if there are subvolumes inside, which a snapshot shows as empty directories
         */
        void requirePlain();
    }

    /** Begins to look for subvolumes inside an image's or container's own. */
    public Look lookInside(Store store, Id id) {
        if (!enforced) {
            return () -> {};
        }
        Host.Answer inside = host.asking(Argv.of("btrfs subvolume list -o {}", store.tree(id)), "");
        return () -> {
            if (!Subvolumes.parse(inside.await()).isEmpty()) {
                String tree = Shell.quote(store.tree(id).toString());
                throw new UserException(Message.of("has-subvolumes-inside-which", id, tree));
            }
        };
    }

    private static void require(CheckResult result) {
        if (!result.isMet()) {
            throw new UserException(result.complaint());
        }
    }
}
