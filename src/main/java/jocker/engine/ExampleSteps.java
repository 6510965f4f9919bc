package jocker.engine;

import java.util.List;
import jocker.os.Host;
import jocker.plan.Plan;
import jocker.plan.Step;
import jocker.recipe.Examples;

/** The steps of a command with example values, to be explained. */
public final class ExampleSteps {
    private ExampleSteps() {}

    /** The steps of the command of that name; none for one that has no steps. */
    public static List<Step> of(Host host, String command) {
        return new Examples(host).of(command).map(Plan::steps).orElse(List.of());
    }
}
