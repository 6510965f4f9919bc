package jocker.cli;

import java.util.List;
import jocker.engine.InitImage;
import jocker.engine.MadeImage;
import picocli.CommandLine.Model.ArgSpec;

/** {@code init DIRECTORY}. */
final class InitCommand extends BaseCommand {
    private final ArgSpec directory = Arguments.word(0, "DIRECTORY");

    InitCommand(Invocation invocation) {
        super(invocation, "init");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(directory);
    }

    @Override
    public Integer call() {
        Console console = console();
        MadeImage made = new InitImage(engineToChange(console)).init(directory.getValue());
        invocation().report(console, "Created: " + made.image());
        return made.status();
    }
}
