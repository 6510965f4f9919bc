package jocker.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What all commands have in common. */
abstract class BaseCommand implements Subcommand {
    private final Jocker jocker;
    private final String name;
    private Optional<CommandSpec> spec = Optional.empty();

    BaseCommand(Jocker jocker, String name) {
        this.jocker = jocker;
        this.name = name;
    }

    /** The program. */
    final Jocker jocker() {
        return jocker;
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
