package jocker.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jocker.os.HostException;

/** The layers of images from registries, as they were sent and unpacked, and which image consists of which. */
public final class LayerStore {
    private final Store store;
    private final StateDirectory state;

    /** The layers of a store. */
    public LayerStore(Store store) {
        this.store = store;
        this.state = store.state();
    }

    /** Where a chain of layers is, or would be. */
    public Path layer(String chainId) {
        return state.file(StateDirectory.LAYERS, chainId);
    }

    /** Whether a chain of layers is there. */
    public boolean hasLayer(String chainId) {
        return Files.exists(layer(chainId));
    }

    /** Where all blobs are, in the form that skopeo(1) shares between images: {@code sha256/HEX} below it. */
    public Path blobs() {
        return state.directory(StateDirectory.BLOBS);
    }

    /** Where a blob is, or would be. */
    public Path blob(String hex) {
        return state.file(StateDirectory.SHA256_BLOBS, hex);
    }

    /** What is kept of an image that was pulled; empty for any other, such as one that bocker has put in its place. */
    public Optional<PulledImage> pulled(ImageId image) {
        return StateDirectory.read(file(image))
                .map(PulledImage::of)
                .filter(it -> store.isFree(image)
                        ? store.records().find(image).isPresent()
                        : it.source().equals(store.source(image)));
    }

    /** The images under way, or left half-way, by id. */
    public List<ImageId> staged() {
        return state.names(StateDirectory.STAGING).stream()
                .flatMap(name -> ImageId.find(name).stream())
                .toList();
    }

    /**
     * The chains of layers and the blobs that no image needs.
     *
     * @param without an image that does not count, as it is about to go
     * @return nothing while an image is being pulled: it may be about to use them
     */
    public List<Path> unused(Optional<ImageId> without) {
        if (store.records().isPulling()) {
            return List.of();
        }
        List<PulledImage> kept = state.names(StateDirectory.IMAGES).stream()
                .flatMap(name -> ImageId.find(name).stream())
                .filter(image -> !without.equals(Optional.of(image)))
                .flatMap(image -> pulled(image).stream())
                .toList();
        Stream<Path> layers = state.names(StateDirectory.LAYERS).stream()
                .filter(name -> kept.stream().noneMatch(it -> it.layers().contains(name)))
                .map(this::layer);
        Stream<Path> blobs = state.names(StateDirectory.SHA256_BLOBS).stream()
                .filter(name -> kept.stream().noneMatch(it -> it.blobs().contains(name)))
                .map(this::blob);
        return Stream.concat(layers, blobs).toList();
    }

    void keep(ImageId image, PulledImage pulled) {
        StateDirectory.write(file(image), pulled.toProperties());
    }

    void forget(ImageId image) {
        try {
            Files.deleteIfExists(file(image));
        } catch (IOException e) {
            throw HostException.of(e, "cannot-delete-the-records", image);
        }
    }

    private Path file(ImageId image) {
        return state.file(StateDirectory.IMAGES, image.toString());
    }
}
