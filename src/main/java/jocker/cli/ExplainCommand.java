package jocker.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.cgroup.Cgroups;
import jocker.cgroup.Limits;
import jocker.doctor.HostChecks;
import jocker.image.ImageReference;
import jocker.image.RegistryAccess;
import jocker.os.Argv;
import jocker.plan.CommitPlan;
import jocker.plan.ContainerCommand;
import jocker.plan.ExecPlan;
import jocker.plan.InitPlan;
import jocker.plan.Leftovers;
import jocker.plan.Plan;
import jocker.plan.PullPlan;
import jocker.plan.RemovePlan;
import jocker.plan.RunPlan;
import jocker.plan.Step;
import jocker.plan.Surroundings;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.PulledImage;
import jocker.store.Store;
import jocker.text.Message;
import jocker.text.Printable;
import jocker.text.TextLayout;
import jocker.text.Texts;
import jocker.text.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** {@code explain [COMMAND]}: the very plans that the commands perform, with example values. */
final class ExplainCommand extends BaseCommand {
    private static final ImageId IMAGE = new ImageId(42150);
    private static final ContainerId CONTAINER = new ContainerId(42032);
    private static final long FIRST_PROCESS = 4711;

    private final ArgSpec command = Arguments.optionalWord(0, "COMMAND");

    ExplainCommand(Jocker jocker) {
        super(jocker, "explain");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(command);
    }

    @Override
    public Integer call() {
        Console console = jocker().console();
        Map<String, CommandLine> commands = spec().root().commandLine().getSubcommands();
        if (Arguments.text(command).isEmpty()) {
            list(console, commands);
            return 0;
        }
        String name = Arguments.text(command).get();
        if (!commands.containsKey(name)) {
            throw new UsageException(Message.of("unknown-command", Printable.shown(name)));
        }
        StepExplanation explanation = new StepExplanation(console.texts(), console::styled);
        explanation.paragraph("explain." + name, "").forEach(console::print);
        List<Step> steps = plan(name, example()).map(Plan::steps).orElse(List.of());
        for (int i = 0; i < steps.size(); i++) {
            console.print("");
            explanation.of(steps.get(i), i + 1).forEach(console::print);
        }
        return 0;
    }

    private static void list(Console console, Map<String, CommandLine> commands) {
        Texts texts = console.texts();
        List<List<String>> rows = new ArrayList<>();
        commands.forEach((name, line) -> {
            if (texts.has("explain." + name)) {
                rows.add(List.of("jocker explain " + name, texts.say("jocker." + name + ".usage.description")));
            }
        });
        TextLayout.align(rows).forEach(console::print);
    }

    /** What the examples are about. */
    private record Example(Store store, Ledger ledger, Cgroups cgroups) {}

    private static Example example() {
        Store store = Store.rehearsed(Path.of("/var/bocker"));
        Cgroups cgroups = HostChecks.cgroups()
                .or(() -> Cgroups.detect("cgroup2 /sys/fs/cgroup cgroup2 rw 0 0"))
                .orElseThrow();
        return new Example(store, new Ledger(store), cgroups);
    }

    private static Optional<Plan> plan(String command, Example it) {
        return switch (command) {
            case "run" ->
                Optional.of(RunPlan.of(
                        it.store.tree(IMAGE),
                        it.store.tree(CONTAINER),
                        it.ledger.keptLog(CONTAINER),
                        it.cgroups,
                        CONTAINER,
                        Limits.DEFAULT,
                        Surroundings.BOCKERS,
                        ContainerCommand.typed(List.of("which", "wget"))));
            case "init" ->
                Optional.of(InitPlan.of(it.store, it.ledger, IMAGE, Path.of("/srv/tree"), Optional.of("/srv/tree")));
            case "exec" ->
                Optional.of(ExecPlan.of(
                        it.cgroups, CONTAINER, FIRST_PROCESS, it.store.tree(CONTAINER), Argv.of("which wget")));
            case "commit" -> Optional.of(CommitPlan.of(it.store, it.ledger, CONTAINER, IMAGE, List.of()));
            case "rm" ->
                Optional.of(RemovePlan.of(it.store, CONTAINER, List.of(), Leftovers.groups(it.cgroups, CONTAINER)));
            case "pull" ->
                Optional.of(PullPlan.of(
                        it.store,
                        it.ledger,
                        IMAGE,
                        ImageReference.find("debian:12").orElseThrow(),
                        new PulledImage("debian:12", hexes("a", "b"), hexes("c", "d"), "{}"),
                        hexes("a", "e"),
                        new RegistryAccess(true, Optional.empty()),
                        Duration.ofSeconds(30)));
            default -> Optional.empty();
        };
    }

    /** Digests that nobody has. */
    private static List<String> hexes(String... digits) {
        return Arrays.stream(digits).map(digit -> digit.repeat(64)).toList();
    }
}
