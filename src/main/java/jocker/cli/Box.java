package jocker.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import jocker.cgroup.Cgroups;
import jocker.os.Action;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.os.Interruption;
import jocker.os.LinuxHost;
import jocker.plan.Performer;
import jocker.plan.Plan;
import jocker.plan.RemovePlan;
import jocker.plan.StepFailed;
import jocker.plan.Undo;
import jocker.store.ContainerId;
import jocker.store.Id;
import jocker.store.Ledger;
import jocker.store.Refusal;
import jocker.store.Store;

/** What a command works on: the store, the machine, and the decision whether to do things or to show them. */
final class Box {
    private final Path root;
    private final boolean dryRun;
    private final boolean verbose;
    private final PrintWriter out;
    private final PrintWriter err;

    private final Interruption interruption;

    /** The box, to look at. */
    Box(Path root, boolean dryRun, boolean verbose, PrintWriter out, PrintWriter err) {
        this(root, dryRun, verbose, out, err, new Interruption());
    }

    private Box(
            Path root, boolean dryRun, boolean verbose, PrintWriter out, PrintWriter err, Interruption interruption) {
        this.root = root;
        this.dryRun = dryRun;
        this.verbose = verbose;
        this.out = out;
        this.err = err;
        this.interruption = interruption;
    }

    /**
     * The same box, to change: from here on a signal no longer ends jocker, but what it does.
     *
     * @param command what is going to change it
     * @throws Refusal if the user may not
     */
    Box toChange(String command) {
        if (dryRun) {
            return this;
        }
        if (!isRoot()) {
            throw new Refusal("'" + command + "' changes the machine and needs root; try: sudo jocker " + command);
        }
        return new Box(root, dryRun, verbose, out, err, Interruption.listen());
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new HostException("cannot read /proc/self: " + LinuxHost.describe(e), e);
        }
    }

    /** The store; see {@link Store#at}. */
    Store store() {
        return Store.at(root);
    }

    /** Whether the plans are only shown. */
    boolean isDryRun() {
        return dryRun;
    }

    /** Prints one line of the answer. */
    void print(String line) {
        out.println(line);
        out.flush();
    }

    /** Prints one line of the answer, if it is one: a dry run has done nothing to tell of. */
    void report(String line) {
        if (!dryRun) {
            print(line);
        }
    }

    /** Says something to the user who looks on. */
    void warn(String line) {
        err.println("jocker: " + line);
        err.flush();
    }

    /**
     * Returns the control groups of the box.
     *
     * @throws Refusal if it has none
     */
    Cgroups cgroups() {
        try {
            return Cgroups.detect(Files.readString(Path.of("/proc/self/mounts")))
                    .orElseThrow(() -> new Refusal("no control groups are mounted at /sys/fs/cgroup;"
                            + " mount them with: mount -t cgroup2 none /sys/fs/cgroup"));
        } catch (IOException e) {
            throw new HostException("cannot read /proc/self/mounts: " + LinuxHost.describe(e), e);
        }
    }

    /** What a killed run has left of a container's network on the machine. */
    List<Undo> networkLeftOf(ContainerId container) {
        Host host = host();
        return RemovePlan.networkOf(container).stream()
                .filter(undo -> host.exists(undo.evidence()))
                .toList();
    }

    /** Whether something of a container that is no longer in the store is still on the machine. */
    Predicate<ContainerId> leftovers(Cgroups cgroups) {
        Host host = host();
        return container -> host.exists(cgroups.evidence(container))
                || !networkLeftOf(container).isEmpty();
    }

    /**
     * Performs a plan, or prints it.
     *
     * @return the status of what the plan runs; 128 + n if signal n came meanwhile
     */
    int perform(Plan plan) {
        if (dryRun) {
            plan.shellLines().forEach(this::print);
            return 0;
        }
        int status = new Performer(host(), interruption, this::trace).perform(plan);
        return interruption.signal().map(Interruption.Signal::exitStatus).orElse(status);
    }

    /**
     * Performs a plan on something that this process has claimed, and writes down what became of it. What could not be
     * undone stays claimed: the record is what {@code prune} goes by.
     */
    int performClaimed(Ledger ledger, Id id, Plan plan) {
        try {
            int status = perform(plan);
            settle(ledger, id, OptionalInt.of(status));
            return status;
        } catch (StepFailed e) {
            if (e.isClean()) {
                settle(ledger, id, OptionalInt.empty());
            }
            throw e;
        } catch (RuntimeException e) {
            settle(ledger, id, OptionalInt.empty());
            throw e;
        }
    }

    private void settle(Ledger ledger, Id id, OptionalInt status) {
        if (!dryRun) {
            ledger.settle(id, status);
        }
    }

    private Host host() {
        return new LinuxHost(interruption, this::warn);
    }

    private void trace(Action action) {
        if (verbose) {
            err.println("+ " + action.shellLine());
            err.flush();
        }
    }
}
