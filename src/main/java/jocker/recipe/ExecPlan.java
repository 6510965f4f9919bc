package jocker.recipe;

import java.nio.file.Path;
import jocker.cgroup.Cgroups;
import jocker.container.EnterAction;
import jocker.os.Argv;
import jocker.os.ExecChain;
import jocker.plan.Plan;
import jocker.store.ContainerId;

/** How a command gets into a container that runs: bocker_exec. */
public final class ExecPlan {
    private ExecPlan() {}

    /**
     * The plan. bocker leaves the command out of the container's control group; here its limits hold.
     *
     * @param firstProcess the pid, on the host, of the container's first process
     * @param tree the container's root
     * @param command the program in the container, and its arguments
     */
    public static Plan of(Cgroups cgroups, ContainerId container, long firstProcess, Path tree, Argv command) {
        ExecChain chain = ExecChain.of(
                cgroups.enter(container),
                Argv.of("nsenter -t {} -m -u -i -n -p", firstProcess),
                ExecChain.of(Argv.of("chroot {}", tree), command).argv());
        return new Plan.Builder()
                .step(96, "enter", new EnterAction(chain, tree, command.program()))
                .shownBy("cat " + cgroups.directories(container).get(0) + "/cgroup.procs")
                .build();
    }
}
