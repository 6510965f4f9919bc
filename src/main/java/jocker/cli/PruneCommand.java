package jocker.cli;

import java.util.List;
import java.util.function.IntSupplier;
import jocker.engine.Prune;
import jocker.store.ContainerId;
import jocker.text.Message;
import picocli.CommandLine.Model.ArgSpec;

/** {@code prune}. */
final class PruneCommand extends BaseCommand {
    private final ArgSpec stopped = Arguments.flag("--stopped");

    PruneCommand(Invocation invocation) {
        super(invocation, "prune");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(stopped);
    }

    @Override
    public Integer call() {
        Console console = console();
        Prune.Report report = new Prune.Report() {
            @Override
            public int attempt(IntSupplier part) {
                return ErrorHandler.attempt(spec().commandLine(), part);
            }

            @Override
            public void cleared(Message what) {
                invocation().report(console, console.texts().say("cleared", what));
            }

            @Override
            public void removed(ContainerId container) {
                invocation().report(console, "Removed: " + container);
            }
        };
        return new Prune(engineToChange(console), report).prune(Arguments.isSet(stopped));
    }
}
