package jocker.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jocker.store.ImageId;
import jocker.store.Store;
import jocker.store.Text;
import picocli.CommandLine.Model.CommandSpec;

/** {@code images}. */
final class ImagesCommand implements Subcommand {
    private final Jocker jocker;
    private final Format format = new Format();
    private final CommandSpec spec = Model.command(this, "images", List.of(format.option()));

    ImagesCommand(Jocker jocker) {
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
        if (format.isJson()) {
            box.print(Format.array(
                    store.images().stream().map(image -> members(store, image)).toList()));
            return 0;
        }
        StringBuilder list = new StringBuilder("IMAGE_ID\t\tSOURCE");
        for (ImageId image : store.images()) {
            list.append('\n').append(image).append("\t\t").append(Text.visible(store.source(image)));
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
