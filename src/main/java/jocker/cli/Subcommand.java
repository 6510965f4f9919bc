package jocker.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** One of the program's commands; {@link #call} returns its exit status. */
abstract class Subcommand implements Callable<Integer> {
    private final Jocker jocker;
    private final String name;
    private Optional<CommandSpec> spec = Optional.empty();

    Subcommand(Jocker jocker, String name) {
        this.jocker = jocker;
        this.name = name;
    }

    /** The program. */
    final Jocker jocker() {
        return jocker;
    }

    /** Its options and words. */
    abstract List<ArgSpec> arguments();

    /** Its model; it is made when it is first asked for. */
    final CommandSpec spec() {
        CommandSpec made = spec.orElseGet(() -> Model.command(this, name, arguments()));
        spec = Optional.of(made);
        return made;
    }
}
