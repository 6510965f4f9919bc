package jocker.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jocker.cgroup.Cgroups;
import jocker.os.Argv;
import jocker.recipe.ExecPlan;
import jocker.store.ContainerId;
import jocker.store.Store;
import jocker.text.UserException;

/** Runs a command in a container that runs: bocker_exec. */
public final class ExecInContainer {
    private final Engine engine;

    /** The verb. */
    public ExecInContainer(Engine engine) {
        this.engine = engine;
    }

    /**
     * Runs it, and waits for its end.
     *
     * @param names ids, as the user has typed them; the first container that runs is taken
     * @return the command's status
     * @throws UserException if one of them is no container, or none of them runs
     */
    public int exec(List<String> names, Argv command) {
        Store store = engine.store();
        Cgroups cgroups = engine.cgroups();
        List<ContainerId> named = names.stream().map(store::container).toList();
        for (ContainerId id : named) {
            Optional<Long> first = cgroups.firstProcess(id);
            if (first.isPresent()) {
                return engine.perform(ExecPlan.of(cgroups, id, first.get(), store.tree(id), command));
            }
        }
        throw notRunning(named);
    }

    /** A container that has ended (bocker 95); bocker can be asked for several, a line each. */
    private static UserException notRunning(List<ContainerId> containers) {
        String names = containers.stream().map(ContainerId::toString).collect(Collectors.joining("\n"));
        return UserException.inBockersWords("Container '" + names + "' exists but is not running");
    }
}
