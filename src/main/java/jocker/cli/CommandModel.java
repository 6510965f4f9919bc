package jocker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One of the program's commands, as {@link Commands} makes it; {@link #call} returns its exit status. (It is an interface
 * for the start-up: one command.)
 */
interface CommandModel extends Callable<Integer> {
    /** Its model. */
    CommandSpec spec();
}
