package jocker.cli;

import java.util.List;
import java.util.Optional;
import jocker.engine.Engine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What all commands have in common. */
abstract class BaseCommand implements CommandModel {
    private final Invocation invocation;
    private final String name;
    private Optional<CommandSpec> spec = Optional.empty();

    BaseCommand(Invocation invocation, String name) {
        this.invocation = invocation;
        this.name = name;
    }

    /** How the program was called. */
    final Invocation invocation() {
        return invocation;
    }

    /** Where its answers and messages go. */
    final Console console() {
        return invocation.console(spec().commandLine());
    }

    /** The engine, for a command that changes the host, or shows how it would. */
    final Engine engineToChange(Console console) {
        return engineToChange(console, PullProgress.NONE);
    }

    /** The same with a place to show how a pull gets on. */
    final Engine engineToChange(Console console, PullProgress progress) {
        return invocation.engineToChange(name, console, progress);
    }

    /** Its options and words. */
    abstract List<ArgSpec> arguments();

    /** It is made when it is first asked for. */
    @Override
    public final CommandSpec spec() {
        CommandSpec made = spec.orElseGet(() -> Arguments.command(this, name, arguments()));
        spec = Optional.of(made);
        return made;
    }
}
