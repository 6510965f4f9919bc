package jocker.cli;

import java.util.List;
import jocker.engine.RemoveObjects;
import picocli.CommandLine.Model.ArgSpec;

/** {@code rm ID...}. */
final class RemoveCommand extends BaseCommand {
    private final ArgSpec force = Arguments.flag("-f", "--force");
    private final ArgSpec ids = Arguments.words(0, 1, "ID");

    RemoveCommand(Invocation invocation) {
        super(invocation, "rm");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(force, ids);
    }

    @Override
    public Integer call() {
        Console console = console();
        RemoveObjects objects = new RemoveObjects(engineToChange(console));
        int worst = 0;
        for (String name : Arguments.texts(ids)) {
            int status = ErrorHandler.attempt(spec().commandLine(), () -> {
                int done = objects.remove(name, Arguments.isSet(force));
                invocation().report(console, "Removed: " + name);
                return done;
            });
            worst = Math.max(worst, status);
        }
        return worst;
    }
}
