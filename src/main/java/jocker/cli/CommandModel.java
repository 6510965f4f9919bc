package jocker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One of the program's commands, as {@link Commands} makes it; {@link #call} returns its exit status. It is an interface,
 * so that the JVM need not load all commands to verify the place that makes one of them.
 */
interface CommandModel extends Callable<Integer> {
    /** Its model. */
    CommandSpec spec();
}
