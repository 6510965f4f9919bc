package jocker.cli;

import java.util.List;
import jocker.engine.ContainerLog;
import picocli.CommandLine.Model.ArgSpec;

/** {@code logs CONTAINER}. */
final class LogsCommand extends BaseCommand {
    private final ArgSpec container = Arguments.word(0, "CONTAINER");

    LogsCommand(Invocation invocation) {
        super(invocation, "logs");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(container);
    }

    @Override
    public Integer call() {
        ContainerLog log = ContainerLog.of(invocation().engine(), container.getValue());
        log.copyTo(invocation().host().stdout());
        if (invocation().dialect() == Dialect.JOCKER) {
            log.outcome().ifPresent(outcome -> console().explainEnd(log.container(), outcome));
        }
        return 0;
    }
}
