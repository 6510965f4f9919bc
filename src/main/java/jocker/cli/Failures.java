package jocker.cli;

import java.io.PrintWriter;
import java.util.function.IntSupplier;
import jocker.os.HostException;
import jocker.os.Interruption;
import jocker.plan.StepFailed;
import jocker.store.Refusal;
import jocker.store.Text;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one line and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int NOT_THERE = 1;
    private static final int WRONG_USAGE = 2;
    private static final int BUG = 70;
    private static final int HOST_REFUSED = 125;

    private final boolean bocker;

    Failures(boolean bocker) {
        this.bocker = bocker;
    }

    /**
     * Does one of several things, none of which is to keep the others.
     *
     * @return its status; that of the failure, which has been told, if it cannot be done
     */
    static int attempt(CommandLine command, IntSupplier work) throws Exception {
        try {
            return work.getAsInt();
        } catch (Refusal | StepFailed | HostException e) {
            return command.getExecutionExceptionHandler()
                    .handleExecutionException(e, command, command.getParseResult());
        }
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        if (bocker && command.getParent() == null) {
            command.usage(command.getOut()); // bocker answers what it does not know with its help (bocker 119).
            return 0;
        }
        if (e instanceof UnmatchedArgumentException unmatched
                && command.getParent() == null
                && !unmatched.isUnknownOption()) {
            String first = unmatched.getUnmatched().get(0);
            command.getErr().println("jocker: there is no command '" + Text.shown(first) + "' (see: jocker help)");
            return WRONG_USAGE;
        }
        String help = command.getParent() == null ? "" : " " + command.getCommandName();
        command.getErr()
                .println("jocker: " + Text.visible(HostException.oneLine(e.getMessage())) + " (see: jocker help" + help
                        + ")");
        return WRONG_USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        Jocker jocker = (Jocker) parsed.commandSpec().root().userObject();
        if (jocker.isVerbose()) {
            LoggerFactory.getLogger("jocker").error("this is where it happened", e);
        }
        PrintWriter err = command.getErr();
        if (e instanceof Interruption.Interrupted interrupted) {
            return interrupted.signal().exitStatus();
        }
        if (e instanceof Refusal refusal) {
            return refuse(refusal, command);
        }
        if (e instanceof StepFailed || e instanceof HostException) {
            err.println("jocker: " + Text.visible(e.getMessage()));
            boolean noRoom = e instanceof StepFailed failed && failed.isNoRoom();
            return noRoom && command.getCommand() instanceof PullCommand ? NOT_THERE : HOST_REFUSED;
        }
        err.println("jocker: this is a bug (" + Text.visible(HostException.oneLine(e.toString()))
                + "); --verbose before the command shows where");
        return BUG;
    }

    private int refuse(Refusal refusal, CommandLine command) {
        if (bocker && refusal.isBockers()) {
            command.getOut().println(refusal.getMessage());
            return command.getCommand() instanceof InitCommand ? 0 : NOT_THERE; // bocker 19 does not exit.
        }
        command.getErr().println(refusal.isBockers() ? refusal.getMessage() : "jocker: " + refusal.getMessage());
        boolean inContainer = command.getCommand() instanceof RunCommand || command.getCommand() instanceof ExecCommand;
        return inContainer && !bocker ? HOST_REFUSED : NOT_THERE;
    }
}
