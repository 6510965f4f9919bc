package jocker.cli;

import java.util.ArrayList;
import java.util.List;
import jocker.engine.ContainerStatus;
import jocker.engine.Engine;
import jocker.engine.ListContainers;
import jocker.text.Printable;
import jocker.text.TextLayout;
import picocli.CommandLine.Model.ArgSpec;

/** {@code ps}. */
final class PsCommand extends BaseCommand {
    private final ArgSpec wide = Arguments.flag("--wide");
    private final OutputFormat format = new OutputFormat();

    PsCommand(Invocation invocation) {
        super(invocation, "ps");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(wide, format.option());
    }

    @Override
    public Integer call() {
        boolean json = format.isJson();
        Console console = console();
        Engine engine = invocation().engine();
        if (json) {
            console.print(OutputFormat.array(ContainerStatus.all(engine).stream()
                    .map(StatusView::members)
                    .toList()));
        } else if (Arguments.isSet(wide)) {
            printWide(console, ContainerStatus.all(engine));
        } else {
            printAsBockerDoes(console, ListContainers.of(engine));
        }
        return 0;
    }

    private static void printAsBockerDoes(Console console, List<ListContainers.Row> rows) {
        StringBuilder list = new StringBuilder("CONTAINER_ID\t\tCOMMAND");
        for (ListContainers.Row row : rows) {
            list.append('\n').append(row.id()).append("\t\t").append(Printable.visible(row.command()));
        }
        console.print(list.toString());
    }

    /** Columns on a terminal; in a pipe, as the plain list, two tabs between two texts. */
    private static void printWide(Console console, List<ContainerStatus> containers) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(StatusView.COLUMNS);
        containers.forEach(container -> rows.add(StatusView.row(container)));
        List<String> lines = console.isTerminal()
                ? TextLayout.align(rows)
                : rows.stream().map(row -> String.join("\t\t", row)).toList();
        console.print(console.styled(Console.Style.BOLD, lines.get(0)));
        lines.stream().skip(1).forEach(console::print);
    }
}
