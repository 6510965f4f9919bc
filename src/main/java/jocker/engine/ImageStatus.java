package jocker.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jocker.image.ImageConfig;
import jocker.store.ImageId;
import jocker.store.LayerStore;
import jocker.store.PulledImage;
import jocker.store.Store;

/**
 * What an image is.
 *
 * @param source what it was made from
 * @param tree its subvolume
 * @param layers the chain ids of its layers, the lowest first; none if it is from no registry
 * @param config how it wants to be run; empty if it is from no registry
 */
public record ImageStatus(ImageId id, String source, Path tree, List<String> layers, Optional<ImageConfig> config) {
    /** Copies the list. */
    public ImageStatus {
        layers = List.copyOf(layers);
    }

    /**
     * An image in the list.
     *
     * @param source what it was made from
     * @param tree its subvolume
     */
    public record Row(ImageId id, String source, Path tree) {}

    /** All images, by id: bocker_images. */
    public static List<Row> all(Engine engine) {
        Store store = engine.store();
        List<Row> rows = new ArrayList<>();
        for (ImageId id : store.images()) {
            rows.add(new Row(id, store.source(id), store.tree(id)));
        }
        return rows;
    }

    /**
     * Looks at one image.
     *
     * @param name its id, as the user has typed it
     * @throws jocker.text.UserException if there is none
     */
    public static ImageStatus of(Engine engine, String name) {
        Store store = engine.store();
        ImageId id = store.image(name);
        Optional<PulledImage> pulled = new LayerStore(store).pulled(id);
        return new ImageStatus(
                id,
                store.source(id),
                store.tree(id),
                pulled.map(PulledImage::layers).orElse(List.of()),
                pulled.map(it -> ImageConfig.parse(it.config())));
    }
}
