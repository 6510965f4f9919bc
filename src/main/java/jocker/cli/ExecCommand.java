package jocker.cli;

import java.util.List;
import java.util.Optional;
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
        Cgroups cgroups = box.cgroups();
        List<ContainerId> named = names().stream().map(store::container).toList();
        for (ContainerId id : named) {
            Optional<Long> first = cgroups.firstProcess(id);
            if (first.isPresent()) {
                return box.perform(ExecPlan.of(cgroups, id, first.get(), store.tree(id), argv()));
            }
        }
        throw Refusal.notRunning(named);
    }

    /** bocker's grep takes lines for alternatives (bocker 93 to 95), and its own test of exec names two containers so. */
    private List<String> names() {
        return jocker.isBocker() ? List.of(container.split("\n", -1)) : List.of(container);
    }

    /** bocker hands even one argument to chroot as a program (bocker 96); jocker, as with run, to the shell. */
    private Argv argv() {
        ContainerCommand wanted = ContainerCommand.typed(command);
        boolean expression = wanted.isExpression() && !jocker.isBocker();
        return expression ? Argv.of("/bin/sh -c {}", wanted.expression()) : new Argv(command);
    }
}
