package jocker.engine;

import java.util.List;
import java.util.function.Predicate;
import jocker.cgroup.Cgroups;
import jocker.cgroup.Limits;
import jocker.container.ContainerSpec;
import jocker.doctor.Preconditions;
import jocker.plan.Plan;
import jocker.recipe.Leftovers;
import jocker.recipe.RunPlan;
import jocker.store.Claims;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Outcome;
import jocker.store.Store;

/** Makes a container and runs a command in it: bocker_run. */
public final class RunContainer {
    private final Engine engine;

    /** The verb. */
    public RunContainer(Engine engine) {
        this.engine = engine;
    }

    /**
     * What the user wants to run.
     *
     * @param image the image's id, as the user has typed it
     * @param limits what the container may use
     * @param wishes what its process is to find otherwise than the image says
     * @param words the command; none for the image's own
     */
    public record Request(String image, Limits limits, ProcessWishes wishes, List<String> words) {
        /** Copies the list. */
        public Request {
            words = List.copyOf(words);
        }
    }

    /** A run that has ended. */
    public record Ended(ContainerId container, Outcome outcome) {}

    /**
     * Runs it, and waits for its end.
     *
     * @throws jocker.text.UserException if there is no such image, or the host is not prepared
     * @throws jocker.plan.StepFailed if the host refuses a step; what came before has been undone
     */
    public Ended run(Request request) {
        Store store = engine.store();
        ImageId image = store.image(request.image());
        Preconditions preconditions = engine.preconditions();
        Preconditions.Look inside = preconditions.lookInside(store, image);
        ProcessWishes.Chosen chosen = request.wishes().choose(store, image, request.words());
        Cgroups cgroups = preconditions.requireCgroups();
        preconditions.requireRoom();
        preconditions.requireBridge();
        inside.requirePlain();
        Leftovers leftovers = engine.leftovers(store, cgroups);
        Predicate<ContainerId> blocked = id -> !leftovers.beside(id).isEmpty();
        Claims claims = engine.claims(store);
        ContainerId container = claims.container(chosen.command().shown(), blocked);
        ContainerSpec spec = new ContainerSpec(container, image, request.limits(), chosen.process(), chosen.command());
        Plan plan = RunPlan.of(store, cgroups, spec);
        Outcome outcome = engine.claimed(
                claims, container, () -> new Outcome(engine.perform(plan), cgroups.memoryKills(container)));
        return new Ended(container, outcome);
    }
}
