package jocker.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import jocker.os.LinuxHost;
import jocker.os.ProcessWarmUp;
import jocker.text.LazyPattern;
import jocker.text.Message;
import jocker.text.Printable;
import jocker.text.Texts;
import jocker.text.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The program: its options, its commands, and the one place where failures become messages and exit codes. */
public final class Jocker implements Runnable {
    /** bocker's options stand before the command and become variables: --CPU_SHARE=1024 (bocker 4). */
    private static final LazyPattern BOCKER_OPTION = new LazyPattern("(?s)--([A-Z][A-Z_]*)(?:=(.*))?");

    private static final String LANGUAGE = "--lang";

    /** The commands, in the order in which the help lists them. */
    private static final List<String> COMMANDS = List.of(
            "pull", "init", "images", "run", "exec", "ps", "inspect", "logs", "commit", "rm", "prune", "doctor",
            "explain");

    /** The commands that start programs. */
    private static final List<String> STARTING =
            List.of("pull", "init", "run", "exec", "commit", "rm", "prune", "doctor");

    private final ArgSpec root = Arguments.option("DIR", "--root");
    private final ArgSpec dryRun = Arguments.flag("--dry-run");
    private final ArgSpec verbose = Arguments.flag("--verbose");
    private final ArgSpec explain = Arguments.flag("--explain");
    private final ArgSpec step = Arguments.flag("--step");
    private final ArgSpec language = Arguments.option("LANGUAGE", LANGUAGE);
    private final CommandSpec spec = Arguments.command(
                    this, "jocker", List.of(root, dryRun, verbose, explain, step, language))
            .addOption(OptionSpec.builder("-V", "--version")
                    .arity("0")
                    .type(boolean.class)
                    .versionHelp(true)
                    .build())
            .version(ProgramVersion.TEXT);

    /** What the program is. */
    enum Part {
        /** Itself. */
        JOCKER,
        /** bocker to the letter, as it is called by that name. */
        BOCKER,
        /** Itself, with stand-ins for the machine; see {@link TrainingRun}. */
        REHEARSAL
    }

    private final Map<String, String> environment;
    private final Part part;

    private Jocker(Map<String, String> environment, Part part) {
        this.environment = environment;
        this.part = part;
        spec.usageMessage().synopsisSubcommandLabel("COMMAND");
    }

    /** Runs the program. The launcher says by {@code jocker.name} under which name it was called. */
    public static void main(String[] arguments) throws Exception {
        // Every argument is a text. To convert to times and to SQL's types, picocli would load them.
        System.setProperty("picocli.converters.excludes", "java\\..*");
        Optional<String> stage = Optional.ofNullable(System.getProperty("jocker.rehearse"));
        if (stage.isPresent() || !Collections.disjoint(List.of(arguments), STARTING)) {
            ProcessWarmUp.prepare();
        }
        if (stage.isPresent()) {
            TrainingRun.play(Path.of(stage.get()));
            return;
        }
        Part part = System.getProperty("jocker.name", "jocker").equals("bocker") ? Part.BOCKER : Part.JOCKER;
        Runtime.getRuntime().halt(commandLine(System.getenv(), part, arguments).execute());
    }

    /** A command line as it was typed, ready to be executed. */
    record Typed(CommandLine commandLine, List<String> arguments) {
        int execute() {
            return commandLine.execute(arguments.toArray(String[]::new));
        }
    }

    /** Reads what stands before the command, and builds the model for what follows. */
    static Typed commandLine(Map<String, String> variables, Part part, String... arguments) {
        Map<String, String> environment = new HashMap<>(variables);
        LinuxHost.giveLocaleBack(environment);
        List<String> rest = new ArrayList<>(List.of(arguments));
        while (!rest.isEmpty() && mayBeBockers(rest.get(0))) {
            Matcher option = BOCKER_OPTION.matcher(rest.get(0));
            if (!option.matches()) {
                break;
            }
            environment.put("BOCKER_" + option.group(1), option.group(2) == null ? "x" : option.group(2));
            rest.remove(0);
        }
        return new Typed(model(environment, part, rest), rest);
    }

    /** Whether it is worth while to ask {@link #BOCKER_OPTION}. */
    private static boolean mayBeBockers(String argument) {
        return argument.startsWith("--") && argument.length() > 2 && Character.isUpperCase(argument.charAt(2));
    }

    /**
     * One of {@link #COMMANDS}; the classes of the others are not loaded. As one expression they would be: the JVM checks
     * that each is of the class that all have in common.
     */
    @SuppressWarnings("StatementSwitchToExpressionSwitch")
    private Subcommand command(String name) {
        switch (name) {
            case "pull":
                return new PullCommand(this);
            case "init":
                return new InitCommand(this);
            case "images":
                return new ImagesCommand(this);
            case "run":
                return new RunCommand(this);
            case "exec":
                return new ExecCommand(this);
            case "ps":
                return new PsCommand(this);
            case "inspect":
                return new InspectCommand(this);
            case "logs":
                return new LogsCommand(this);
            case "commit":
                return new CommitCommand(this);
            case "rm":
                return new RemoveCommand(this);
            case "prune":
                return new PruneCommand(this);
            case "doctor":
                return new DoctorCommand(this);
            case "explain":
                return new ExplainCommand(this);
            default:
                throw new AssertionError("no command: " + name);
        }
    }

    /** The model of the command line; a command that is not named is left out, as to build its model takes time. */
    private static CommandLine model(Map<String, String> environment, Part part, List<String> arguments) {
        Jocker jocker = new Jocker(environment, part);
        CommandLine commandLine = new CommandLine(jocker.spec);
        boolean version = arguments.contains("--version");
        boolean all = !version && Collections.disjoint(arguments, COMMANDS);
        boolean help = all || arguments.contains("help") || arguments.contains("explain");
        for (String name : COMMANDS) {
            if (help || arguments.contains(name)) {
                commandLine.addSubcommand(
                        name, new CommandLine(jocker.command(name).spec()));
            }
        }
        if (help) {
            commandLine.addSubcommand("help", new HelpCommand());
        }
        if (help || arguments.contains("-h") || arguments.contains("--help")) {
            commandLine.setResourceBundle(jocker.texts(arguments).bundle());
        } else if (version) {
            // It has no colours; and to see whether a terminal would show them, newer Javas look for consoles of all
            // kinds.
            commandLine.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        }
        for (String name : List.of("run", "exec")) {
            // What follows the image or container is the command's, options and all.
            Optional.ofNullable(commandLine.getSubcommands().get(name))
                    .ifPresent(command -> command.setStopAtPositional(true));
        }
        ErrorHandler failures = new ErrorHandler(part == Part.BOCKER, jocker.texts(arguments));
        return commandLine
                .setOut(printer(FileDescriptor.out))
                .setErr(printer(FileDescriptor.err))
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** The launcher sees to it that everything is UTF-8, even where the C library knows no such locale. */
    private static PrintWriter printer(FileDescriptor to) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(to), StandardCharsets.UTF_8), true);
    }

    /** The language that the arguments before the command ask for, or else the caller's locale. */
    private Texts texts(List<String> arguments) {
        for (int i = 0; i < arguments.size() && !COMMANDS.contains(arguments.get(i)); i++) {
            String argument = arguments.get(i);
            boolean apart = argument.equals(LANGUAGE) && i + 1 < arguments.size();
            if (apart || argument.startsWith(LANGUAGE + "=")) {
                String name = apart ? arguments.get(i + 1) : argument.substring(LANGUAGE.length() + 1);
                return Texts.named(name).orElse(Texts.ENGLISH);
            }
        }
        return Texts.chosenBy(environment);
    }

    /**
     * The language.
     *
     * @throws UsageException if there is no such language
     */
    Texts texts() {
        Optional<String> wanted = Arguments.text(language);
        if (wanted.isPresent() && Texts.named(wanted.get()).isEmpty()) {
            throw new UsageException(Message.of("no-such-language", Printable.shown(wanted.get())));
        }
        return texts(wanted.map(name -> List.of(LANGUAGE, name)).orElse(List.of()));
    }

    /** Where answers and messages go. */
    Console console() {
        return new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), texts(), environment);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The box, seen through the options. */
    Box box() {
        return new Box(
                Path.of(Arguments.text(root).orElseGet(() -> environment.getOrDefault("JOCKER_ROOT", "/var/bocker"))),
                Arguments.isSet(dryRun)
                        ? Box.Mode.DRY_RUN
                        : part == Part.REHEARSAL ? Box.Mode.REHEARSAL : Box.Mode.REAL,
                telling(),
                console());
    }

    private Verbosity telling() {
        if (Arguments.isSet(step)) {
            return Verbosity.STEP_BY_STEP;
        }
        if (Arguments.isSet(explain)) {
            return Verbosity.EXPLANATIONS;
        }
        return Arguments.isSet(verbose) ? Verbosity.COMMANDS : Verbosity.ANSWER;
    }

    /** The environment, with bocker's leading options as the variables they stand for. */
    Map<String, String> environment() {
        return environment;
    }

    /** Whether the program was called by bocker's name, and is to be bocker to the letter. */
    boolean isBocker() {
        return part == Part.BOCKER;
    }

    /** Whether stack traces are wanted. */
    boolean isVerbose() {
        return Arguments.isSet(verbose);
    }
}
