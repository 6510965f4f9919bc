package jocker.cli;

import java.util.List;
import java.util.concurrent.Callable;
import jocker.cgroup.Cgroups;
import jocker.os.Argv;
import jocker.plan.ContainerCommand;
import jocker.plan.ExecPlan;
import jocker.store.ContainerId;
import jocker.store.Refusal;
import jocker.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code exec CONTAINER COMMAND...}. */
@Command(name = "exec", description = "Run a command in a running container, on your terminal.")
final class ExecCommand implements Callable<Integer> {
    @ParentCommand
    private Jocker jocker;

    @Parameters(index = "0", paramLabel = "CONTAINER", description = "The container, such as ps_42017.")
    private String container;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "One word is an expression for the container's shell;"
                    + " several are a program and its arguments, and arrive as they are.")
    private List<String> command;

    @Override
    public Integer call() {
        Box box = jocker.box().toChange("exec");
        Store store = box.store();
        ContainerId running = store.container(container);
        Cgroups cgroups = box.cgroups();
        long firstProcess = cgroups.firstProcess(running).orElseThrow(() -> Refusal.notRunning(running));
        return box.perform(ExecPlan.of(cgroups, running, firstProcess, store.tree(running), argv()));
    }

    /** bocker hands even one argument to chroot as a program (bocker 96); jocker, as with run, to the shell. */
    private Argv argv() {
        ContainerCommand wanted = new ContainerCommand(command);
        boolean expression = wanted.isExpression() && !jocker.isBocker();
        return expression ? Argv.of("/bin/sh -c {}", wanted.expression()) : new Argv(command);
    }
}
