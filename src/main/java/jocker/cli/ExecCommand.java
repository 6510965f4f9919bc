package jocker.cli;

import java.util.List;
import jocker.engine.ExecInContainer;
import picocli.CommandLine.Model.ArgSpec;

/** {@code exec CONTAINER COMMAND...}. */
final class ExecCommand extends BaseCommand {
    private final ArgSpec container = Arguments.word(0, "CONTAINER");
    private final ArgSpec command = Arguments.words(1, 1, "COMMAND");

    ExecCommand(Invocation invocation) {
        super(invocation, "exec");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(container, command);
    }

    @Override
    public Integer call() {
        Dialect dialect = invocation().dialect();
        return new ExecInContainer(engineToChange(console()))
                .exec(dialect.execNames(container.getValue()), dialect.execCommand(Arguments.texts(command)));
    }
}
