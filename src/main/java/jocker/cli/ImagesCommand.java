package jocker.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jocker.store.ImageId;
import jocker.store.Store;
import jocker.text.Printable;
import picocli.CommandLine.Model.ArgSpec;

/** {@code images}. */
final class ImagesCommand extends BaseCommand {
    private final OutputFormat format = new OutputFormat();

    ImagesCommand(Jocker jocker) {
        super(jocker, "images");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(format.option());
    }

    @Override
    public Integer call() {
        Box box = jocker().box();
        Store store = box.store();
        if (format.isJson()) {
            box.print(OutputFormat.array(
                    store.images().stream().map(image -> members(store, image)).toList()));
            return 0;
        }
        StringBuilder list = new StringBuilder("IMAGE_ID\t\tSOURCE");
        for (ImageId image : store.images()) {
            list.append('\n').append(image).append("\t\t").append(Printable.visible(store.source(image)));
        }
        box.print(list.toString());
        return 0;
    }

    private static Map<String, Object> members(Store store, ImageId image) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", image.toString());
        members.put("source", store.source(image));
        members.put("subvolume", store.tree(image).toString());
        return members;
    }
}
