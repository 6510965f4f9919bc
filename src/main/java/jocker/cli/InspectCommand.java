package jocker.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.image.ImageConfig;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.PulledImage;
import jocker.store.Store;
import jocker.text.Printable;
import jocker.text.TextLayout;
import picocli.CommandLine.Model.ArgSpec;

/** {@code inspect ID}. */
final class InspectCommand extends BaseCommand {
    private final ArgSpec id = Arguments.word(0, "ID");
    private final OutputFormat format = new OutputFormat();

    InspectCommand(Jocker jocker) {
        super(jocker, "inspect");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(id, format.option());
    }

    @Override
    public Integer call() {
        boolean json = format.isJson();
        Box box = jocker().box();
        Store store = box.store();
        String text = id.getValue();
        Map<String, Object> members = ImageId.find(text).isPresent()
                ? image(store, store.image(text))
                : Wiring.of(box, store, List.of(store.container(text))).get(0).members();
        if (json) {
            box.print(OutputFormat.object(members));
        } else {
            List<List<String>> rows = new ArrayList<>();
            flatten("", members, rows);
            TextLayout.align(rows).forEach(line -> box.print(Printable.visible(line)));
        }
        return 0;
    }

    private static Map<String, Object> image(Store store, ImageId image) {
        Optional<PulledImage> pulled = new Ledger(store).pulled(image);
        Optional<ImageConfig> config = pulled.map(it -> ImageConfig.parse(it.config()));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", image.toString());
        all.put("source", store.source(image));
        all.put("subvolume", store.tree(image).toString());
        all.put("layers", pulled.map(PulledImage::layers).orElse(List.of()));
        all.put("command", config.map(ImageConfig::defaultCommand).orElse(List.of()));
        all.put("environment", config.map(ImageConfig::environment).orElse(List.of()));
        all.put("directory", config.map(ImageConfig::directory).orElse(""));
        all.put("user", config.map(ImageConfig::user).orElse(""));
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
