package jocker.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jocker.engine.ImageStatus;
import jocker.text.Printable;
import picocli.CommandLine.Model.ArgSpec;

/** {@code images}. */
final class ImagesCommand extends BaseCommand {
    private final OutputFormat format = new OutputFormat();

    ImagesCommand(Invocation invocation) {
        super(invocation, "images");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(format.option());
    }

    @Override
    public Integer call() {
        boolean json = format.isJson();
        List<ImageStatus.Row> rows = ImageStatus.all(invocation().engine());
        if (json) {
            console()
                    .print(OutputFormat.array(
                            rows.stream().map(ImagesCommand::members).toList()));
            return 0;
        }
        StringBuilder list = new StringBuilder("IMAGE_ID\t\tSOURCE");
        for (ImageStatus.Row row : rows) {
            list.append('\n').append(row.id()).append("\t\t").append(Printable.visible(row.source()));
        }
        console().print(list.toString());
        return 0;
    }

    private static Map<String, Object> members(ImageStatus.Row row) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", row.id().toString());
        members.put("source", row.source());
        members.put("subvolume", row.tree().toString());
        return members;
    }
}
