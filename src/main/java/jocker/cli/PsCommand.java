package jocker.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.store.ContainerId;
import jocker.store.Entry;
import jocker.store.Ledger;
import jocker.store.Store;
import jocker.store.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ps}. */
final class PsCommand implements Subcommand {
    private final Jocker jocker;
    private final ArgSpec wide = Model.flag("Say as well whether each runs, or how it has ended.", "--wide");
    private final CommandSpec spec = Model.command(this, "ps", "List the containers, running or not.", List.of(wide));

    PsCommand(Jocker jocker) {
        this.jocker = jocker;
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        Box box = jocker.box();
        Store store = box.store();
        Ledger ledger = new Ledger(store);
        Optional<Running> running =
                Model.isSet(wide) ? Optional.of(new Running(box, ledger, box.cgroups())) : Optional.empty();
        Map<String, Entry> entries = ledger.containers();
        StringBuilder list =
                new StringBuilder("CONTAINER_ID\t\t" + (running.isPresent() ? "STATE\t\t" : "") + "COMMAND");
        for (ContainerId container : store.containers()) {
            Optional<Entry> entry = Optional.ofNullable(entries.get(container.toString()));
            String command = entry.flatMap(Entry::command).orElseGet(() -> store.command(container));
            String state = running.map(it -> state(it.isRunning(container), entry) + "\t\t")
                    .orElse("");
            list.append('\n').append(container).append("\t\t").append(state).append(Text.visible(command));
        }
        box.print(list.toString());
        return 0;
    }

    private static String state(boolean running, Optional<Entry> entry) {
        if (running) {
            return "running";
        }
        return entry.flatMap(Entry::outcome)
                .map(it -> "exited " + it.status() + (it.memoryKills() > 0 ? " (memory limit)" : ""))
                .orElse("exited");
    }
}
