package jocker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One of the program's commands; {@link #call} returns its exit status. It is an interface, so that the JVM need not load
 * all commands to verify the place that makes one of them.
 */
interface Subcommand extends Callable<Integer> {
    /** Its model. */
    CommandSpec spec();
}
