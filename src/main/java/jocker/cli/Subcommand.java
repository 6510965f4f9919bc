package jocker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** One command of the program; it ends with the status that it returns. */
interface Subcommand extends Callable<Integer> {
    /** What the command line of this very object looks like. */
    CommandSpec spec();
}
