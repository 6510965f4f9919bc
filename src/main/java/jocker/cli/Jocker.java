package jocker.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program: its options, its commands, and the one place where failures become messages and exit codes. */
@Command(
        name = "jocker",
        version = Version.TEXT,
        mixinStandardHelpOptions = true,
        description = "Containers the way bocker makes them: btrfs, a bridge, namespaces, control groups, no daemon.",
        synopsisSubcommandLabel = "COMMAND")
public final class Jocker implements Runnable {
    /** bocker's options stand before the command and become variables: --CPU_SHARE=1024 (bocker 4). */
    private static final Pattern BOCKER_OPTION = Pattern.compile("--([A-Z][A-Z_]*)(?:=(.*))?", Pattern.DOTALL);

    /** The commands, in the order in which the help lists them. */
    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "${env:JOCKER_ROOT:-/var/bocker}",
            description = "The store, on btrfs (default: $JOCKER_ROOT, or /var/bocker).")
    private Path root;

    @Option(
            names = "--dry-run",
            description = "Print the host commands that the command would run, ready to paste, and run none of them.")
    private boolean dryRun;

    @Option(names = "--verbose", description = "Print each host command on stderr as it runs.")
    private boolean verbose;

    private final Map<String, String> environment;
    private final boolean bocker;

    Jocker(Map<String, String> environment, boolean bocker) {
        this.environment = environment;
        this.bocker = bocker;
    }

    /** Runs the program. The launcher says by {@code jocker.name} under which name it was called. */
    public static void main(String[] arguments) throws Exception {
        if (Boolean.getBoolean("jocker.rehearse")) {
            Rehearsal.play(commandLine(System.getenv(), false, List.of()));
            return;
        }
        boolean bocker = System.getProperty("jocker.name", "jocker").equals("bocker");
        System.exit(commandLine(System.getenv(), bocker, arguments));
    }

    private static int commandLine(Map<String, String> variables, boolean bocker, String[] arguments) {
        Map<String, String> environment = new HashMap<>(variables);
        List<String> rest = new ArrayList<>(List.of(arguments));
        while (!rest.isEmpty()) {
            Matcher option = BOCKER_OPTION.matcher(rest.get(0));
            if (!option.matches()) {
                break;
            }
            environment.put("BOCKER_" + option.group(1), option.group(2) == null ? "x" : option.group(2));
            rest.remove(0);
        }
        return commandLine(environment, bocker, rest).execute(rest.toArray(String[]::new));
    }

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("pull", PullCommand::new);
        commands.put("init", InitCommand::new);
        commands.put("images", ImagesCommand::new);
        commands.put("run", RunCommand::new);
        commands.put("exec", ExecCommand::new);
        commands.put("ps", PsCommand::new);
        commands.put("logs", LogsCommand::new);
        commands.put("commit", CommitCommand::new);
        commands.put("rm", RemoveCommand::new);
        commands.put("prune", PruneCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("help", HelpCommand::new);
        return Collections.unmodifiableMap(commands);
    }

    /** The model of the command line. Reading a command's annotations takes time, so one that is not named is left out. */
    private static CommandLine commandLine(Map<String, String> environment, boolean bocker, List<String> arguments) {
        CommandLine commandLine = new CommandLine(new Jocker(environment, bocker));
        boolean all = arguments.contains("help") || Collections.disjoint(arguments, COMMANDS.keySet());
        COMMANDS.forEach((name, command) -> {
            if (all || arguments.contains(name)) {
                commandLine.addSubcommand(name, command.get());
            }
        });
        for (String name : List.of("run", "exec")) {
            // What follows the image or container is the command's, options and all.
            Optional.ofNullable(commandLine.getSubcommands().get(name))
                    .ifPresent(command -> command.setStopAtPositional(true));
        }
        Failures failures = new Failures(bocker);
        return commandLine
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The box, seen through the options. */
    Box box() {
        return new Box(
                root,
                dryRun,
                verbose,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }

    /** The environment, with bocker's leading options as the variables they stand for. */
    Map<String, String> environment() {
        return environment;
    }

    /** Whether the program was called by bocker's name, and is to be bocker to the letter. */
    boolean isBocker() {
        return bocker;
    }

    /** Whether stack traces are wanted. */
    boolean isVerbose() {
        return verbose;
    }
}
