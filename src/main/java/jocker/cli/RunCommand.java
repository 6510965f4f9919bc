package jocker.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jocker.cgroup.Cgroups;
import jocker.cgroup.Limits;
import jocker.os.Host;
import jocker.plan.Leftovers;
import jocker.plan.Plan;
import jocker.plan.RunPlan;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.Outcome;
import jocker.store.Store;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code run IMAGE COMMAND...}. */
final class RunCommand implements Subcommand {
    private final Jocker jocker;
    private final ArgSpec cpuShares = Model.option(
            "SHARES",
            "Its weight when the processor is short: 2 to 262144 (default: $JOCKER_CPU_SHARE, or 512).",
            "--cpu-shares");
    private final ArgSpec memory = Model.option(
            "AMOUNT",
            "The most memory it may hold: 512 is 512 million bytes, 256m is 256 mebibytes"
                    + " (default: $JOCKER_MEM_LIMIT, or 512).",
            "--memory");
    private final ImageOptions options = new ImageOptions();
    private final ArgSpec image = Model.word(0, "IMAGE", "The image, such as img_42150.");
    private final ArgSpec command = Model.words(
            1,
            0,
            "COMMAND",
            "One word is an expression for the container's shell;"
                    + " several are a program and its arguments, and arrive as they are."
                    + " None is the image's own, in the image's own environment, if it was pulled and has one.");
    private final CommandSpec spec = Model.command(
            this,
            "run",
            "Make a container from an image and run a command in it.",
            Stream.concat(Stream.of(cpuShares, memory, image, command), options.arguments().stream())
                    .toList());

    RunCommand(Jocker jocker) {
        this.jocker = jocker;
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        Box box = jocker.box().toChange("run");
        Limits limits = limits();
        Store store = box.store();
        ImageId from = store.image(image.getValue());
        Optional<Host.Answer> inside = box.lookInside(store, from);
        ImageOptions.Chosen chosen = options.choose(spec, store, from, typed(), jocker.environment());
        Cgroups cgroups = box.cgroups();
        box.requireRoom();
        box.requireBridge();
        box.requirePlain(store, from, inside);
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
        List<String> words = Model.texts(command);
        return jocker.isBocker() && !words.isEmpty() ? List.of(String.join(" ", words)) : words;
    }

    private Limits limits() {
        Limits shares =
                apply(Limits.DEFAULT, Model.text(cpuShares).or(() -> variable("CPU_SHARE")), Limits::withCpuShares);
        return apply(shares, Model.text(memory).or(() -> variable("MEM_LIMIT")), Limits::withMemory);
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
