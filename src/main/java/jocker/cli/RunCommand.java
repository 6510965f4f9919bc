package jocker.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** {@code run IMAGE COMMAND...}. */
final class RunCommand extends BaseCommand {
    private final ArgSpec cpuShares = Arguments.option("SHARES", "--cpu-shares");
    private final ArgSpec memory = Arguments.option("AMOUNT", "--memory");
    private final ProcessOptions options = new ProcessOptions();
    private final ArgSpec image = Arguments.word(0, "IMAGE");
    private final ArgSpec command = Arguments.words(1, 0, "COMMAND");

    RunCommand(Jocker jocker) {
        super(jocker, "run");
    }

    @Override
    List<ArgSpec> arguments() {
        return Stream.concat(Stream.of(cpuShares, memory, image, command), options.arguments().stream())
                .toList();
    }

    @Override
    public Integer call() {
        Box box = jocker().box().toChange("run");
        Limits limits = limits();
        Store store = box.store();
        ImageId from = store.image(image.getValue());
        Optional<Host.Answer> inside = box.lookInside(store, from);
        ProcessOptions.Chosen chosen = options.choose(store, from, typed(), jocker().environment());
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
            if (!jocker().isBocker()) {
                box.explainEnd(container, outcome);
            }
            return outcome;
        });
        return jocker().isBocker() ? 0 : status;
    }

    /** bocker joins the words by spaces, and has the shell read them (bocker 65 and 86). */
    private List<String> typed() {
        List<String> words = Arguments.texts(command);
        return jocker().isBocker() && !words.isEmpty() ? List.of(String.join(" ", words)) : words;
    }

    private Limits limits() {
        Limits limits = Limits.DEFAULT;
        Optional<String> shares = Arguments.text(cpuShares).or(() -> variable("CPU_SHARE"));
        if (shares.isPresent()) {
            limits = limits.withCpuShares(shares.get());
        }
        Optional<String> bytes = Arguments.text(memory).or(() -> variable("MEM_LIMIT"));
        return bytes.isPresent() ? limits.withMemory(bytes.get()) : limits;
    }

    private Optional<String> variable(String name) {
        Map<String, String> environment = jocker().environment();
        return Optional.ofNullable(environment.get("JOCKER_" + name))
                .or(() -> Optional.ofNullable(environment.get("BOCKER_" + name)))
                .filter(value -> !value.isEmpty()); // bocker 80: ":=" takes empty for unset.
    }
}
