package jocker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.store.ContainerId;
import jocker.store.Ledger;
import jocker.store.StateRecord;
import jocker.store.Store;
import jocker.text.Printable;
import jocker.text.TextLayout;
import picocli.CommandLine.Model.ArgSpec;

/** {@code ps}. */
final class PsCommand extends BaseCommand {
    private final ArgSpec wide = Arguments.flag("--wide");
    private final OutputFormat format = new OutputFormat();

    PsCommand(Jocker jocker) {
        super(jocker, "ps");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(wide, format.option());
    }

    @Override
    public Integer call() {
        Box box = jocker().box();
        Store store = box.store();
        if (format.isJson()) {
            box.print(OutputFormat.array(Wiring.of(box, store, store.containers()).stream()
                    .map(Wiring::members)
                    .toList()));
        } else if (Arguments.isSet(wide)) {
            printWide(box, Wiring.of(box, store, store.containers()));
        } else {
            printAsBockerDoes(box, store);
        }
        return 0;
    }

    private static void printAsBockerDoes(Box box, Store store) {
        Map<String, StateRecord> entries = new Ledger(store).containers();
        StringBuilder list = new StringBuilder("CONTAINER_ID\t\tCOMMAND");
        for (ContainerId container : store.containers()) {
            Optional<StateRecord> entry = Optional.ofNullable(entries.get(container.toString()));
            list.append('\n')
                    .append(container)
                    .append("\t\t")
                    .append(Printable.visible(command(store, container, entry)));
        }
        box.print(list.toString());
    }

    /** Columns on a terminal; in a pipe, as the plain list, two tabs between two texts. */
    private static void printWide(Box box, List<Wiring> wirings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Wiring.columns());
        wirings.forEach(wiring -> rows.add(wiring.row(Printable.visible(wiring.command()))));
        List<String> lines = box.console().isTerminal()
                ? TextLayout.align(rows)
                : rows.stream().map(row -> String.join("\t\t", row)).toList();
        box.print(box.console().styled(Console.Style.BOLD, lines.get(0)));
        lines.stream().skip(1).forEach(box::print);
    }

    /** What was typed, out of the container's reach; what the container's own file says, if bocker has made it. */
    static String command(Store store, ContainerId container, Optional<StateRecord> entry) {
        return entry.flatMap(StateRecord::command).orElseGet(() -> store.command(container));
    }
}
