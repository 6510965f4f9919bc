package jocker.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import jocker.cgroup.Cgroups;
import jocker.cgroup.Limits;
import jocker.plan.Leftovers;
import jocker.plan.Plan;
import jocker.plan.RunPlan;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.Outcome;
import jocker.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code run IMAGE COMMAND...}. */
@Command(name = "run", description = "Make a container from an image and run a command in it.")
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Jocker jocker;

    @Option(
            names = "--cpu-shares",
            paramLabel = "SHARES",
            description = "Its weight when the processor is short: 2 to 262144 (default: $JOCKER_CPU_SHARE, or 512).")
    private Optional<String> cpuShares;

    @Option(
            names = "--memory",
            paramLabel = "AMOUNT",
            description = "The most memory it may hold: 512 is 512 million bytes, 256m is 256 mebibytes"
                    + " (default: $JOCKER_MEM_LIMIT, or 512).")
    private Optional<String> memory;

    @Mixin
    private ImageOptions options;

    @Parameters(index = "0", paramLabel = "IMAGE", description = "The image, such as img_42150.")
    private String image;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "One word is an expression for the container's shell;"
                    + " several are a program and its arguments, and arrive as they are."
                    + " None is the image's own, in the image's own environment, if it was pulled and has one.")
    private List<String> command = List.of();

    @Override
    public Integer call() {
        Box box = jocker.box().toChange("run");
        Limits limits = limits();
        Store store = box.store();
        ImageId from = store.image(image);
        ImageOptions.Chosen chosen = options.choose(store, from, typed(), jocker.environment());
        Cgroups cgroups = box.cgroups();
        box.requireRoom();
        box.requireBridge();
        box.requirePlain(store, from);
        Ledger ledger = new Ledger(store);
        Leftovers leftovers = box.leftovers(store, ledger, cgroups);
        Predicate<ContainerId> blocked = id -> !leftovers.beside(id).isEmpty();
        ContainerId container = box.isDryRun()
                ? ledger.freeContainer(blocked)
                : ledger.claimContainer(chosen.command().shown(), blocked);
        Plan plan = RunPlan.of(
                store.tree(from),
                store.tree(container),
                ledger.keptLog(container),
                cgroups,
                container,
                limits,
                chosen.surroundings(),
                chosen.command());
        int status = box.claimed(ledger, container, () -> {
            Outcome outcome = new Outcome(box.perform(plan), box.isDryRun() ? 0 : cgroups.memoryKills(container));
            if (!jocker.isBocker()) {
                box.explainEnd(container, outcome);
            }
            return outcome;
        });
        return jocker.isBocker() ? 0 : status;
    }

    /** bocker joins the words by spaces, and has the shell read them (bocker 65 and 86). */
    private List<String> typed() {
        return jocker.isBocker() && !command.isEmpty() ? List.of(String.join(" ", command)) : command;
    }

    private Limits limits() {
        Limits shares = apply(Limits.DEFAULT, cpuShares.or(() -> variable("CPU_SHARE")), Limits::withCpuShares);
        return apply(shares, memory.or(() -> variable("MEM_LIMIT")), Limits::withMemory);
    }

    private Optional<String> variable(String name) {
        Map<String, String> environment = jocker.environment();
        return Optional.ofNullable(environment.get("JOCKER_" + name))
                .or(() -> Optional.ofNullable(environment.get("BOCKER_" + name)))
                .filter(value -> !value.isEmpty()); // bocker 80: ":=" takes empty for unset.
    }

    private Limits apply(Limits limits, Optional<String> text, BiFunction<Limits, String, Limits> with) {
        try {
            return text.map(it -> with.apply(limits, it)).orElse(limits);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
