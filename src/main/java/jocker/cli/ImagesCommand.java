package jocker.cli;

import java.util.concurrent.Callable;
import jocker.store.ImageId;
import jocker.store.Store;
import jocker.store.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code images}. */
@Command(name = "images", description = "List the images.")
final class ImagesCommand implements Callable<Integer> {
    @ParentCommand
    private Jocker jocker;

    @Override
    public Integer call() {
        Box box = jocker.box();
        Store store = box.store();
        box.print("IMAGE_ID\t\tSOURCE");
        for (ImageId image : store.images()) {
            box.print(image + "\t\t" + Text.visible(store.source(image)));
        }
        return 0;
    }
}
