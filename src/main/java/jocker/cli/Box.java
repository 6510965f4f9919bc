package jocker.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import jocker.cgroup.Cgroups;
import jocker.doctor.CheckResult;
import jocker.doctor.HostChecks;
import jocker.os.Argv;
import jocker.os.Cancellation;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.os.LinuxHost;
import jocker.os.Retry;
import jocker.os.Shell;
import jocker.plan.Leftover;
import jocker.plan.Leftovers;
import jocker.plan.Plan;
import jocker.plan.PlanExecutor;
import jocker.plan.StepFailed;
import jocker.store.ContainerId;
import jocker.store.Id;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.NotFound;
import jocker.store.Operation;
import jocker.store.Outcome;
import jocker.store.Store;
import jocker.store.Subvolumes;
import jocker.text.Message;
import jocker.text.UserException;

/** What a command works on: the store, the machine, and the decision whether to do things or to show them. */
final class Box {
    private static final Duration POLL = Duration.ofMillis(20);

    /** What comes of a plan. */
    enum Mode {
        /** It is performed. */
        REAL,
        /** It is printed. */
        DRY_RUN,
        /** It is performed by stand-ins, on a store that is none; see {@link TrainingRun}. */
        REHEARSAL
    }

    private final Path root;
    private final Mode mode;
    private final Verbosity telling;
    private final Console console;
    private final Cancellation interruption;
    private final PullProgress progress;

    /** The box, to look at. */
    Box(Path root, Mode mode, Verbosity telling, Console console) {
        this(root, mode, telling, console, new Cancellation(), PullProgress.NONE);
    }

    private Box(
            Path root,
            Mode mode,
            Verbosity telling,
            Console console,
            Cancellation interruption,
            PullProgress progress) {
        this.root = root;
        this.mode = mode;
        this.telling = telling;
        this.console = console;
        this.interruption = interruption;
        this.progress = progress;
    }

    /**
     * The same box, to change: from here on a signal no longer ends jocker, but what it does.
     *
     * @param command what is going to change it
     * @throws UserException if the user may not
     */
    Box toChange(String command) {
        if (isDryRun()) {
            return this;
        }
        if (!HostChecks.isRoot()) {
            throw new UserException(Message.of("changes-the-machine-and", command, command));
        }
        return new Box(root, mode, telling, console, Cancellation.listen(), progress);
    }

    /** The same box, with somebody who is told how things go on. */
    Box toldTo(PullProgress told) {
        return new Box(root, mode, telling, console, interruption, told);
    }

    /** The terminal, if there is one where messages go, and this is no dry run. */
    Optional<PrintWriter> terminal() {
        return isDryRun() ? Optional.empty() : console.terminal();
    }

    /** The store; see {@link Store#at}. */
    Store store() {
        return mode == Mode.REHEARSAL ? Store.rehearsed(root) : Store.at(root);
    }

    /** Whether the plans are only shown. */
    boolean isDryRun() {
        return mode == Mode.DRY_RUN;
    }

    /** Where answers and messages go. */
    Console console() {
        return console;
    }

    /** Prints one line of the answer. */
    void print(String line) {
        console.print(line);
    }

    /** Prints one line of the answer, if it is one: a dry run has done nothing to tell of. */
    void report(String line) {
        if (!isDryRun()) {
            print(line);
        }
    }

    /** Asks the machine something, whether it is a dry run or not; again, if the reason why it fails may pass. */
    String ask(Argv argv) {
        return ask(argv, "");
    }

    /** Asks it something that is put on its stdin. */
    String ask(Argv argv, String input) {
        require(checkup().program(argv.program()));
        return new Retry(interruption).of(() -> host().ask(argv, input));
    }

    /** Says something to the user who looks on. */
    void warn(Message message) {
        console.warn(message);
    }

    /** Says what a status alone does not say of how a container has ended. */
    void explainEnd(ContainerId container, Outcome outcome) {
        if (outcome.memoryKills() > 0) {
            warn(Message.of("reached-its-memory-limit", container, outcome.memoryKills()));
        }
    }

    /**
     * Returns the control groups of the box.
     *
     * @throws UserException if it has none
     */
    Cgroups cgroups() {
        Optional<Cgroups> cgroups = HostChecks.cgroups();
        require(HostChecks.controllers(cgroups));
        return cgroups.orElseThrow();
    }

    /** What runs that were killed have left on the machine. */
    Leftovers leftovers(Store store, Ledger ledger, Cgroups cgroups) {
        return new Leftovers(host(), store, ledger, cgroups);
    }

    /**
     * Does something with the layers and blobs that no image needs. No pull begins to build on them meanwhile; while one
     * goes on, there are none.
     *
     * @param without an image that does not count, as it is about to go
     */
    int withUnusedLayers(Ledger ledger, Optional<ImageId> without, ToIntFunction<List<Leftover>> work) {
        List<Leftover> unused = Leftovers.unusedLayers(ledger, without);
        if (unused.isEmpty() || isDryRun()) {
            return work.applyAsInt(unused);
        }
        Optional<Ledger.Turn> turn = ledger.betweenPulls(this::pause);
        try {
            return work.applyAsInt(turn.isPresent() ? Leftovers.unusedLayers(ledger, without) : List.of());
        } finally {
            turn.ifPresent(Ledger.Turn::close);
        }
    }

    /** The requirements of the box. */
    HostChecks checkup() {
        return new HostChecks(host(), root);
    }

    /**
     * Returns if the store can be written to.
     *
     * @throws UserException if not, with the command that mends it
     */
    void requireRoom() {
        if (!isDryRun()) {
            require(checkup().store());
            require(checkup().space());
        }
    }

    /**
     * Returns if there is a bridge to plug a container into.
     *
     * @throws UserException if not, with the command that mends it
     */
    void requireBridge() {
        if (!isDryRun()) {
            require(checkup().bridge());
        }
    }

    private void require(CheckResult finding) {
        if (!finding.isMet() && mode != Mode.REHEARSAL) {
            throw new UserException(finding.complaint());
        }
    }

    /** The subvolumes inside an image's or container's own, each before the one it is in. */
    List<Long> subvolumesInside(Store store, Id id) {
        Host host = host();
        Path tree = store.tree(id);
        if (isDryRun() && !HostChecks.isRoot()) {
            return List.of(); // btrfs answers root only.
        }
        if (Subvolumes.parse(host.ask(listInside(store, id))).isEmpty()) {
            return List.of();
        }
        long number = Long.parseLong(
                host.ask(Argv.of("btrfs inspect-internal rootid {}", tree)).strip());
        return Subvolumes.parse(host.ask(Argv.of("btrfs subvolume list {}", store.root())))
                .inside(number);
    }

    private static Argv listInside(Store store, Id id) {
        return Argv.of("btrfs subvolume list -o {}", store.tree(id));
    }

    /** Begins to look whether a snapshot of an image or container is all of it; {@link #requirePlain} waits. */
    Optional<Host.Answer> lookInside(Store store, Id id) {
        return isDryRun() ? Optional.empty() : Optional.of(host().asking(listInside(store, id), ""));
    }

    /**
     * Returns if a snapshot of an image or container is all of it.
     *
     * @param inside what {@link #lookInside} has begun
     * @throws UserException if there are subvolumes inside, which a snapshot shows as empty directories
     */
    void requirePlain(Store store, Id id, Optional<Host.Answer> inside) {
        if (inside.isPresent() && !Subvolumes.parse(inside.get().await()).isEmpty()) {
            throw new UserException(Message.of(
                    "has-subvolumes-inside-which",
                    id,
                    Shell.quote(store.tree(id).toString())));
        }
    }

    /** Lets some time pass; a signal ends it. */
    void pause() {
        interruption.check();
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(Message.of("stopped-waiting-for-another"), e);
        }
    }

    /** Whether the machine still has what a leftover stands for. */
    boolean has(Leftover leftover) {
        return host().exists(leftover.undo().evidence());
    }

    /**
     * Performs a plan, or prints it.
     *
     * @return the status of what the plan runs; 128 + n if signal n came meanwhile
     */
    int perform(Plan plan) {
        if (isDryRun()) {
            plan.shellLines().forEach(this::print);
            return 0;
        }
        plan.programs().forEach(program -> require(checkup().program(program)));
        int status = new PlanExecutor(host(), interruption, new StepReporter(telling, console, progress, interruption))
                .perform(plan);
        return interruption.signal().map(Cancellation.Signal::exitStatus).orElse(status);
    }

    /**
     * Does something with what this process has claimed, and writes down what became of it. What could not be undone
     * stays claimed: the record is what {@code prune} goes by.
     *
     * @return the status
     */
    int claimed(Ledger ledger, Id id, Supplier<Outcome> work) {
        try {
            Outcome outcome = work.get();
            settle(ledger, id, Optional.of(outcome));
            return outcome.status();
        } catch (StepFailed e) {
            if (e.isClean()) {
                settle(ledger, id, Optional.empty());
            }
            throw e;
        } catch (RuntimeException e) {
            settle(ledger, id, Optional.empty());
            throw e;
        }
    }

    /**
     * Does something to an image or container that exists, with nobody else doing so meanwhile.
     *
     * @throws UserException if another process has it, or it has just gone
     */
    int holding(Ledger ledger, Store store, Id id, Operation task, IntSupplier work) {
        if (isDryRun()) {
            return work.getAsInt();
        }
        ledger.claim(id, task);
        try {
            if (!store.contains(id)) {
                throw NotFound.of(id);
            }
            return work.getAsInt();
        } finally {
            ledger.settle(id, Optional.empty());
        }
    }

    private void settle(Ledger ledger, Id id, Optional<Outcome> outcome) {
        if (!isDryRun()) {
            ledger.settle(id, outcome);
        }
    }

    private Host host() {
        return new LinuxHost(interruption, this::warn, progress::fetched);
    }
}
