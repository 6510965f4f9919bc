package jocker.cli;

import java.util.List;
import java.util.concurrent.Callable;
import jocker.store.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pull NAME [TAG]}. */
@Command(name = "pull", description = "Make an image from one in a registry (not there yet).")
final class PullCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME [TAG]", arity = "1..2", description = "The image, such as: debian bookworm")
    private List<String> name;

    @Override
    public Integer call() {
        throw new Refusal("pull is not there yet; make an image of " + String.join(":", name)
                + " from a directory with: jocker init DIRECTORY");
    }
}
