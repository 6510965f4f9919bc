package jocker.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jocker.engine.ContainerStatus;
import jocker.engine.Engine;
import jocker.engine.ImageStatus;
import jocker.image.ImageConfig;
import jocker.store.ImageId;
import jocker.text.Printable;
import jocker.text.TextLayout;
import picocli.CommandLine.Model.ArgSpec;

/** {@code inspect ID}. */
final class InspectCommand extends BaseCommand {
    private final ArgSpec id = Arguments.word(0, "ID");
    private final OutputFormat format = new OutputFormat();

    InspectCommand(Invocation invocation) {
        super(invocation, "inspect");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(id, format.option());
    }

    @Override
    public Integer call() {
        boolean json = format.isJson();
        Console console = console();
        Engine engine = invocation().engine();
        String name = id.getValue();
        Map<String, Object> members = ImageId.find(name).isPresent()
                ? members(ImageStatus.of(engine, name))
                : StatusView.members(ContainerStatus.of(engine, name));
        if (json) {
            console.print(OutputFormat.object(members));
        } else {
            List<List<String>> rows = new ArrayList<>();
            flatten("", members, rows);
            TextLayout.align(rows).forEach(line -> console.print(Printable.visible(line)));
        }
        return 0;
    }

    private static Map<String, Object> members(ImageStatus image) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", image.id().toString());
        all.put("source", image.source());
        all.put("subvolume", image.tree().toString());
        all.put("layers", image.layers());
        all.put("command", image.config().map(ImageConfig::defaultCommand).orElse(List.of()));
        all.put("environment", image.config().map(ImageConfig::environment).orElse(List.of()));
        all.put("directory", image.config().map(ImageConfig::directory).orElse(""));
        all.put("user", image.config().map(ImageConfig::user).orElse(""));
        return all;
    }

    /** Names and values for eyes: what is inside something else has both names. */
    private static void flatten(String prefix, Map<?, ?> members, List<List<String>> rows) {
        members.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flatten(prefix + name + ".", inner, rows);
            } else if (value instanceof List<?> list) {
                rows.add(List.of(
                        prefix + name,
                        String.join(" ", list.stream().map(Object::toString).toList())));
            } else {
                rows.add(List.of(prefix + name, value == null ? "-" : value.toString()));
            }
        });
    }
}
