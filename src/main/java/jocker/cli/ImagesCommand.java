package jocker.cli;

import java.util.List;
import jocker.store.ImageId;
import jocker.store.Store;
import jocker.store.Text;
import picocli.CommandLine.Model.CommandSpec;

/** {@code images}. */
final class ImagesCommand implements Subcommand {
    private final Jocker jocker;
    private final CommandSpec spec = Model.command(this, "images", "List the images.", List.of());

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
        StringBuilder list = new StringBuilder("IMAGE_ID\t\tSOURCE");
        for (ImageId image : store.images()) {
            list.append('\n').append(image).append("\t\t").append(Text.visible(store.source(image)));
        }
        box.print(list.toString());
        return 0;
    }
}
