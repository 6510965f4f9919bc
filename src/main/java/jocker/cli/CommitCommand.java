package jocker.cli;

import java.util.List;
import jocker.engine.CommitContainer;
import picocli.CommandLine.Model.ArgSpec;

/** {@code commit CONTAINER IMAGE}. */
final class CommitCommand extends BaseCommand {
    private final ArgSpec container = Arguments.word(0, "CONTAINER");
    private final ArgSpec image = Arguments.word(1, "IMAGE");

    CommitCommand(Invocation invocation) {
        super(invocation, "commit");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(container, image);
    }

    @Override
    public Integer call() {
        Console console = console();
        String to = image.getValue();
        int status = new CommitContainer(engineToChange(console)).commit(container.getValue(), to);
        invocation().report(console, "Removed: " + to);
        invocation().report(console, "Created: " + to);
        return status;
    }
}
