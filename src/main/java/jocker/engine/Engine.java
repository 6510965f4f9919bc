package jocker.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import jocker.cgroup.Cgroups;
import jocker.doctor.HostChecks;
import jocker.doctor.Preconditions;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.os.Signal;
import jocker.plan.Pace;
import jocker.plan.Plan;
import jocker.plan.PlanExecutor;
import jocker.plan.StepFailed;
import jocker.plan.StepListener;
import jocker.recipe.Leftover;
import jocker.recipe.Leftovers;
import jocker.store.Claims;
import jocker.store.DryRunClaims;
import jocker.store.Id;
import jocker.store.ImageId;
import jocker.store.NotFound;
import jocker.store.Operation;
import jocker.store.Outcome;
import jocker.store.RecordedClaims;
import jocker.store.Store;
import jocker.store.Subvolumes;

/** What every verb works with: the host, the store, and whether plans are performed or shown. */
public final class Engine {
    private static final Duration POLL = Duration.ofMillis(20);

    private final Host host;
    private final Path root;
    private final StepListener listener;
    /** Empty for a verb that only looks (start-up: lambdas). */
    private final Optional<Function<Plan, Integer>> performer;

    private final boolean dryRun;

    private Engine(
            Host host, Path root, StepListener listener, Optional<Function<Plan, Integer>> performer, boolean dryRun) {
        this.host = host;
        this.root = root;
        this.listener = listener;
        this.performer = performer;
        this.dryRun = dryRun;
    }

    /**
     * An engine for a verb that only looks.
     *
     * @param root the store's directory
     */
    public static Engine looking(Host host, Path root) {
        return new Engine(host, root, StepListener.NOBODY, Optional.empty(), false);
    }

    /**
     * An engine that performs plans.
     *
     * @param root the store's directory
     * @param listener is told of each step
     */
    public static Engine performing(Host host, Path root, StepListener listener, Pace pace) {
        PlanExecutor executor = new PlanExecutor(host, listener, pace);
        return new Engine(host, root, listener, Optional.of(executor::perform), false);
    }

    /**
     * An engine for a dry run: plans are shown, and nothing is changed.
     *
     * @param root the store's directory
     * @param listener is warned; there are no steps to tell it of
     * @param shown takes each line of shell
     */
    public static Engine showing(Host host, Path root, StepListener listener, Consumer<String> shown) {
        return new Engine(host, root, listener, Optional.of(plan -> show(plan, shown)), true);
    }

    private static int show(Plan plan, Consumer<String> shown) {
        plan.shellLines().forEach(shown);
        return 0;
    }

    /** The store; see {@link Store#at}. */
    public Store store() {
        return Store.at(host, root);
    }

    Host host() {
        return host;
    }

    StepListener listener() {
        return listener;
    }

    boolean isDryRun() {
        return dryRun;
    }

    Claims claims(Store store) {
        return dryRun ? new DryRunClaims(store) : new RecordedClaims(store);
    }

    HostChecks checks() {
        return new HostChecks(host, root);
    }

    Preconditions preconditions() {
        return new Preconditions(host, checks(), !dryRun);
    }

    /** The control groups of the host; see {@link Preconditions#requireCgroups}. */
    Cgroups cgroups() {
        return preconditions().requireCgroups();
    }

    Leftovers leftovers(Store store, Cgroups cgroups) {
        return new Leftovers(host, store, cgroups);
    }

    /**
     * Performs a plan, or shows it.
     *
     * @return the status of what the plan runs; 128 + n if signal n came meanwhile
     */
    int perform(Plan plan) {
        if (!dryRun) {
            preconditions().requirePrograms(plan.programs());
        }
        int status = performer.orElseThrow().apply(plan);
        return host.cancellation().signal().map(Signal::exitStatus).orElse(status);
    }

    /** Lets some time pass; a signal ends it. */
    void pause() {
        host.cancellation().pause(POLL);
        host.cancellation().check();
    }

    /**
     * Does something with what this process has claimed, and writes down what became of it. What could not be undone
     * stays claimed: the record is what {@code prune} goes by.
     */
    Outcome claimed(Claims claims, Id id, Supplier<Outcome> work) {
        try {
            Outcome outcome = work.get();
            claims.settle(id, Optional.of(outcome));
            return outcome;
        } catch (StepFailed e) {
            if (e.isClean()) {
                claims.settle(id, Optional.empty());
            }
            throw e;
        } catch (RuntimeException e) {
            claims.settle(id, Optional.empty());
            throw e;
        }
    }

    /**
     * Does something to an image or container that exists; no other process does so meanwhile.
     *
     * @throws jocker.text.UserException if another process has it, or it has just gone
     */
    int holding(Store store, Id id, Operation operation, IntSupplier work) {
        Claims claims = claims(store);
        claims.take(id, operation);
        try {
            if (!store.contains(id)) {
                throw NotFound.of(id);
            }
            return work.getAsInt();
        } finally {
            claims.settle(id, Optional.empty());
        }
    }

    /** The subvolumes inside an image's or container's own, each before the one it is in. */
    List<Long> subvolumesInside(Store store, Id id) {
        if (!host.isRoot()) {
            return List.of(); // btrfs answers root only, and only a dry run has got here.
        }
        Path tree = store.tree(id);
        if (Subvolumes.parse(host.ask(Argv.of("btrfs subvolume list -o {}", tree)))
                .isEmpty()) {
            return List.of();
        }
        long number = Long.parseLong(
                host.ask(Argv.of("btrfs inspect-internal rootid {}", tree)).strip());
        return Subvolumes.parse(host.ask(Argv.of("btrfs subvolume list {}", store.root())))
                .inside(number);
    }

    /**
     * Does something with the layers and blobs that no image needs. No pull begins to build on them meanwhile; while an
     * image is being pulled, there are none.
     *
     * @param without an image that does not count, as it is about to go
     */
    int withUnusedLayers(Store store, Optional<ImageId> without, Function<List<Leftover>, Integer> work) {
        List<Leftover> unused = Leftovers.unusedLayers(store, without);
        if (unused.isEmpty()) {
            return work.apply(unused);
        }
        Optional<Claims.Turn> turn = claims(store).betweenPulls(this::pause);
        try {
            return work.apply(turn.isPresent() ? Leftovers.unusedLayers(store, without) : List.of());
        } finally {
            turn.ifPresent(Claims.Turn::close);
        }
    }
}
