package jocker.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jocker.cgroup.Limits;
import jocker.engine.RunContainer;
import picocli.CommandLine.Model.ArgSpec;

/** {@code run IMAGE COMMAND...}. */
final class RunCommand extends BaseCommand {
    private final ArgSpec cpuShares = Arguments.option("SHARES", "--cpu-shares");
    private final ArgSpec memory = Arguments.option("AMOUNT", "--memory");
    private final ProcessOptions process = new ProcessOptions();
    private final ArgSpec image = Arguments.word(0, "IMAGE");
    private final ArgSpec command = Arguments.words(1, 0, "COMMAND");

    RunCommand(Invocation invocation) {
        super(invocation, "run");
    }

    @Override
    List<ArgSpec> arguments() {
        return Stream.concat(Stream.of(cpuShares, memory, image, command), process.arguments().stream())
                .toList();
    }

    @Override
    public Integer call() {
        Console console = console();
        Dialect dialect = invocation().dialect();
        RunContainer run = new RunContainer(engineToChange(console));
        RunContainer.Ended ended = run.run(new RunContainer.Request(
                image.getValue(),
                limits(),
                process.wishes(invocation().environment()),
                dialect.runWords(Arguments.texts(command))));
        if (dialect == Dialect.JOCKER) {
            console.explainEnd(ended.container(), ended.outcome());
        }
        return dialect.runStatus(ended.outcome().status());
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
        Map<String, String> environment = invocation().environment();
        return Optional.ofNullable(environment.get("JOCKER_" + name))
                .or(() -> Optional.ofNullable(environment.get("BOCKER_" + name)))
                .filter(value -> !value.isEmpty()); // bocker 80: ":=" takes empty for unset.
    }
}
