package jocker.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import jocker.engine.Engine;
import jocker.os.Host;
import jocker.text.Message;
import jocker.text.Texts;
import jocker.text.UserException;
import picocli.CommandLine;

/** How the program was called: by which name, with which environment and options; and what it works with for that. */
final class Invocation {
    private final Map<String, String> environment;
    private final Dialect dialect;
    private final Host host;
    private final GlobalOptions options = new GlobalOptions();

    /**
     * An invocation.
     *
     * @param environment the caller's, with bocker's leading options as the variables that they stand for
     * @param host the host to work on
     */
    Invocation(Map<String, String> environment, Dialect dialect, Host host) {
        this.environment = environment;
        this.dialect = dialect;
        this.host = host;
    }

    Map<String, String> environment() {
        return environment;
    }

    Dialect dialect() {
        return dialect;
    }

    GlobalOptions options() {
        return options;
    }

    /**
     * The language.
     *
     * @throws jocker.text.UsageException if there is none of that name
     */
    Texts texts() {
        Optional<Texts> chosen = options.texts();
        return chosen.isPresent() ? chosen.get() : Texts.chosenBy(environment);
    }

    /** Where a command's answers and messages go. */
    Console console(CommandLine commandLine) {
        return new Console(commandLine.getOut(), commandLine.getErr(), texts(), environment);
    }

    /** The engine, for a command that only looks. */
    Engine engine() {
        return Engine.looking(host, root());
    }

    /**
     * The engine, for a command that changes the host, or shows how it would. From here on a signal no longer ends jocker,
     * but what it does.
     *
     * @param command the command's name
     * @param progress where it is shown how a pull gets on
     * @throws UserException if the user may not change the host
     */
    Engine engineToChange(String command, Console console, PullProgress progress) {
        Verbosity verbosity = options.verbosity();
        StepReporter reporter = new StepReporter(verbosity, console, progress, host.cancellation());
        if (options.isDryRun()) {
            return Engine.showing(host, root(), reporter, console::print);
        }
        if (!host.isRoot()) {
            throw new UserException(Message.of("changes-the-machine-and", command, command));
        }
        host.cancellation().listen();
        return Engine.performing(host, root(), reporter, verbosity.pace());
    }

    /** Prints one line of the answer, unless this is a dry run, which has done nothing to tell of. */
    void report(Console console, String line) {
        if (!options.isDryRun()) {
            console.print(line);
        }
    }

    /** Where progress is shown: the terminal, if messages go to one, and this is no dry run. */
    Optional<PrintWriter> terminal(Console console) {
        return options.isDryRun() ? Optional.empty() : console.terminal();
    }

    /** The host, for what needs no store. */
    Host host() {
        return host;
    }

    private Path root() {
        return options.root(environment);
    }
}
