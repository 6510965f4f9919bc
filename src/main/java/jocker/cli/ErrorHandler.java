package jocker.cli;

import java.util.Set;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import jocker.os.Cancellation;
import jocker.os.HostException;
import jocker.plan.StepFailed;
import jocker.text.LazyPattern;
import jocker.text.LocalizedException;
import jocker.text.Message;
import jocker.text.Printable;
import jocker.text.Texts;
import jocker.text.UsageException;
import jocker.text.UserException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one line and an exit code. */
final class ErrorHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int NOT_THERE = 1;
    private static final int WRONG_USAGE = 2;
    private static final int BUG = 70;
    private static final int HOST_REFUSED = 125;

    /** The commands that end with the status of what runs in a container, so that 1 would be the container's. */
    private static final Set<String> IN_CONTAINER = Set.of("run", "exec");

    /** What picocli says of an option that is given twice, or a value that it does not take; it keeps the name from us. */
    private static final LazyPattern MISUSED =
            new LazyPattern("option '([^']+)'.* should be specified (only once|without .*)");

    private final Invocation invocation;
    private final Texts texts;

    /**
     * The handler.
     *
     * @param texts the language, as far as it is known before the command line is read
     */
    ErrorHandler(Invocation invocation, Texts texts) {
        this.invocation = invocation;
        this.texts = texts;
    }

    private boolean isBocker() {
        return invocation.dialect() == Dialect.BOCKER;
    }

    /**
     * Does one of several things, none of which is to keep the others.
     *
     * @return its status; that of the failure, which has been told, if it cannot be done
     */
    static int attempt(CommandLine command, IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (UserException | StepFailed | HostException e) {
            ErrorHandler handler = (ErrorHandler) command.getExecutionExceptionHandler();
            return handler.handleExecutionException(e, command, command.getParseResult());
        }
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        if (isBocker() && command.getParent() == null) {
            command.usage(command.getOut()); // bocker answers what it does not know with its help (bocker 119).
            return 0;
        }
        return tellOfWrongUsage(command, reason(e));
    }

    private Message reason(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = Printable.shown(unmatched.getUnmatched().get(0));
            return unmatched.isUnknownOption()
                    ? Message.of("unknown-option", first)
                    : Message.of(e.getCommandLine().getParent() == null ? "unknown-command" : "too-many-words", first);
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            String names =
                    missing.getMissing().stream().map(ArgSpec::paramLabel).collect(Collectors.joining(" "));
            return Message.of(missing.getMissing().get(0).isOption() ? "missing-value" : "missing-words", names);
        }
        String said = HostException.oneLine(String.valueOf(e.getMessage()));
        Matcher misused = MISUSED.matcher(said);
        if (misused.matches()) {
            boolean twice = e instanceof OverwrittenOptionException;
            return Message.of(twice ? "option-twice" : "option-without-value", misused.group(1));
        }
        return Message.verbatim(said);
    }

    private int tellOfWrongUsage(CommandLine command, Message reason) {
        String help = command.getParent() == null ? "jocker help" : "jocker help " + command.getCommandName();
        tell(command, Message.of("see-help", reason, help));
        return WRONG_USAGE;
    }

    private void tell(CommandLine command, Message message) {
        command.getErr().println("jocker: " + Printable.visible(texts.say(message)));
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (invocation.options().isVerbose()) {
            LoggerFactory.getLogger("jocker").error("this is where it happened", e);
        }
        if (e instanceof Cancellation.Interrupted interrupted) {
            return interrupted.signal().exitStatus();
        }
        if (e instanceof UserException refusal) {
            return refuse(refusal, command);
        }
        if (e instanceof UsageException usage) {
            return tellOfWrongUsage(command, usage.message());
        }
        if (e instanceof LocalizedException speaking) {
            tell(command, speaking.message());
            boolean noRoom = e instanceof StepFailed failed && failed.kind() == HostException.Kind.NO_SPACE;
            return noRoom && command.getCommandName().equals("pull") ? NOT_THERE : HOST_REFUSED;
        }
        tell(command, Message.of("this-is-a-bug", HostException.oneLine(e.toString())));
        return BUG;
    }

    private int refuse(UserException refusal, CommandLine command) {
        if (isBocker() && refusal.isBockers()) {
            command.getOut().println(refusal.getMessage());
            return command.getCommandName().equals("init") ? 0 : NOT_THERE; // bocker 19 does not exit.
        }
        String said = texts.say(refusal.message());
        command.getErr().println(refusal.isBockers() ? said : "jocker: " + said);
        boolean inContainer = IN_CONTAINER.contains(command.getCommandName());
        return inContainer && !isBocker() ? HOST_REFUSED : NOT_THERE;
    }
}
