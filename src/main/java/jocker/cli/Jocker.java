package jocker.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import jocker.os.CallersLocale;
import jocker.os.Cancellation;
import jocker.os.Host;
import jocker.os.LinuxHost;
import jocker.os.ProcessWarmUp;
import jocker.text.LazyPattern;
import jocker.text.Texts;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The program: reads the command line, and runs the command that it names. */
public final class Jocker implements Runnable {
    /** bocker's options stand before the command and become variables: --CPU_SHARE=1024 (bocker 4). */
    private static final LazyPattern BOCKER_OPTION = new LazyPattern("(?s)--([A-Z][A-Z_]*)(?:=(.*))?");

    private final Invocation invocation;
    private final CommandSpec spec;

    private Jocker(Invocation invocation) {
        this.invocation = invocation;
        spec = Arguments.command(this, "jocker", invocation.options().arguments())
                .addOption(OptionSpec.builder("-V", "--version")
                        .arity("0")
                        .type(boolean.class)
                        .versionHelp(true)
                        .build())
                .version(ProgramVersion.TEXT);
        spec.usageMessage().synopsisSubcommandLabel("COMMAND");
    }

    /** Runs the program. The launcher says by {@code jocker.name} under which name it was called. */
    public static void main(String[] arguments) {
        prepareJvm(List.of(arguments));
        Dialect dialect = Dialect.named(System.getProperty("jocker.name", "jocker"));
        Runtime.getRuntime()
                .halt(commandLine(System.getenv(), dialect, new LinuxHost(new Cancellation()), arguments)
                        .execute());
    }

    /** Has picocli and the JDK do at start-up what the command needs, and nothing else. */
    static void prepareJvm(List<String> arguments) {
        // Every argument is a text. To convert to times and to SQL's types, picocli would load them.
        System.setProperty("picocli.converters.excludes", "java\\..*");
        // Otherwise picocli asks for Groovy's class at each start, for which the JVM reads the program's whole file.
        System.setProperty("picocli.disable.closures", "true");
        if (Commands.startPrograms(arguments)) {
            ProcessWarmUp.begin();
        }
    }

    /** A command line as it was typed, ready to be executed. */
    record Typed(CommandLine commandLine, List<String> arguments) {
        int execute() {
            return commandLine.execute(arguments.toArray(String[]::new));
        }
    }

    /**
     * Reads what stands before the command, and builds the model for what follows.
     *
     * @param variables the caller's environment
     * @param host the host to work on
     */
    static Typed commandLine(Map<String, String> variables, Dialect dialect, Host host, String... arguments) {
        Map<String, String> environment = new HashMap<>(variables);
        CallersLocale.restore(environment);
        List<String> rest = new ArrayList<>(List.of(arguments));
        while (!rest.isEmpty() && mayBeBockers(rest.get(0))) {
            Matcher option = BOCKER_OPTION.matcher(rest.get(0));
            if (!option.matches()) {
                break;
            }
            environment.put("BOCKER_" + option.group(1), option.group(2) == null ? "x" : option.group(2));
            rest.remove(0);
        }
        return new Typed(new Jocker(new Invocation(environment, dialect, host)).model(rest), rest);
    }

    /** Whether it is worth while to ask {@link #BOCKER_OPTION}. */
    private static boolean mayBeBockers(String argument) {
        return argument.startsWith("--") && argument.length() > 2 && Character.isUpperCase(argument.charAt(2));
    }

    /** The model of the command line; a command that is not named is left out, as to build its model takes time. */
    private CommandLine model(List<String> arguments) {
        CommandLine commandLine = new CommandLine(spec);
        List<String> global = Commands.before(arguments);
        boolean version = arguments.contains("--version");
        boolean all = !version && global.size() == arguments.size();
        boolean help = all || arguments.contains("help") || arguments.contains("explain");
        for (Commands command : Commands.all()) {
            if (help || arguments.contains(command.commandName())) {
                CommandLine made = new CommandLine(command.make(invocation).spec());
                commandLine.addSubcommand(command.commandName(), made.setStopAtPositional(command.stopsAtWord()));
            }
        }
        Optional<Texts> chosen = GlobalOptions.textsIn(global); // Start-up: lambdas.
        Texts texts = chosen.isPresent() ? chosen.get() : Texts.chosenBy(invocation.environment());
        if (help) {
            commandLine.addSubcommand("help", new HelpCommand());
        }
        if (help || arguments.contains("-h") || arguments.contains("--help")) {
            commandLine.setResourceBundle(texts.bundle());
        } else if (version) {
            // It has no colours; and to see whether a terminal would show them, newer Javas look for consoles of all
            // kinds.
            commandLine.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        }
        ErrorHandler errors = new ErrorHandler(invocation, texts);
        return commandLine
                .setOut(printer(FileDescriptor.out))
                .setErr(printer(FileDescriptor.err))
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    /** The launcher sees to it that everything is UTF-8, even where the C library knows no such locale. */
    private static PrintWriter printer(FileDescriptor to) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(to), StandardCharsets.UTF_8), true);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
