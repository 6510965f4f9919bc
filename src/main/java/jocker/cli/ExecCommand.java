package jocker.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jocker.cgroup.Cgroups;
import jocker.os.Argv;
import jocker.plan.ContainerCommand;
import jocker.plan.ExecPlan;
import jocker.store.ContainerId;
import jocker.store.Store;
import jocker.text.UserException;
import picocli.CommandLine.Model.ArgSpec;

/** {@code exec CONTAINER COMMAND...}. */
final class ExecCommand extends BaseCommand {
    private final ArgSpec container = Arguments.word(0, "CONTAINER");
    private final ArgSpec command = Arguments.words(1, 1, "COMMAND");

    ExecCommand(Jocker jocker) {
        super(jocker, "exec");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(container, command);
    }

    @Override
    public Integer call() {
        Box box = jocker().box().toChange("exec");
        Store store = box.store();
        Cgroups cgroups = box.cgroups();
        List<ContainerId> named = names().stream().map(store::container).toList();
        for (ContainerId id : named) {
            Optional<Long> first = cgroups.firstProcess(id);
            if (first.isPresent()) {
                return box.perform(ExecPlan.of(cgroups, id, first.get(), store.tree(id), argv()));
            }
        }
        throw notRunning(named);
    }

    /** bocker's grep takes lines for alternatives (bocker 93 to 95), and its own test of exec names two containers so. */
    private List<String> names() {
        String text = container.getValue();
        return jocker().isBocker() ? List.of(text.split("\n", -1)) : List.of(text);
    }

    /** A container that has ended (bocker 95); bocker can be asked for several, a line each. */
    private static UserException notRunning(List<ContainerId> containers) {
        String names = containers.stream().map(ContainerId::toString).collect(Collectors.joining("\n"));
        return UserException.inBockersWords("Container '" + names + "' exists but is not running");
    }

    /** bocker hands even one argument to chroot as a program (bocker 96); jocker, as with run, to the shell. */
    private Argv argv() {
        List<String> words = Arguments.texts(command);
        ContainerCommand wanted = ContainerCommand.typed(words);
        boolean expression = wanted.isExpression() && !jocker().isBocker();
        return expression ? Argv.of("/bin/sh -c {}", wanted.expression()) : new Argv(words);
    }
}
