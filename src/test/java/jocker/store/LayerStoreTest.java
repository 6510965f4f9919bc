package jocker.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import jocker.os.FakeHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layers of images from registries, and which image needs which. */
class LayerStoreTest {
    private static final ImageId IMAGE = new ImageId(42002);
    private static final ImageId OTHER = new ImageId(42003);

    @TempDir
    private Path root;

    private Store store;
    private LayerStore layers;

    @BeforeEach
    void open() {
        store = Store.at(new FakeHost(), root);
        layers = new LayerStore(store);
        store.state().locked(() -> root);
    }

    private static PulledImage pulled(String source, String layer, String blob) {
        return new PulledImage(source, List.of("base", layer), List.of("base-blob", blob), "{}");
    }

    /** Makes an image that was pulled, with its layers. */
    private void pull(ImageId id, String layer, String blob) throws IOException {
        Path tree = Files.createDirectories(store.tree(id));
        Files.writeString(tree.resolve("img.source"), "debian:12\n");
        layers.keep(id, pulled("debian:12", layer, blob));
        for (String name : List.of("base", layer)) {
            Files.createDirectories(layers.layer(name));
        }
        for (String name : List.of("base-blob", blob)) {
            Files.writeString(layers.blob(name), "blob");
        }
    }

    @Test
    void layers_and_blobs_have_their_places() throws IOException {
        assertEquals(root.resolve(".jocker/layers/abc"), layers.layer("abc"));
        assertEquals(root.resolve(".jocker/blobs"), layers.blobs());
        assertEquals(root.resolve(".jocker/blobs/sha256/abc"), layers.blob("abc"));
        assertFalse(layers.hasLayer("abc"));

        Files.createDirectory(layers.layer("abc"));

        assertTrue(layers.hasLayer("abc"));
    }

    @Test
    void what_is_kept_of_an_image_is_read_back() {
        PulledImage image =
                new PulledImage("debian:12", List.of("a", "b"), List.of("c", "d"), "{\"config\": {\"Cmd\": []}}\n");

        assertEquals(image, PulledImage.of(image.toProperties()));
        assertEquals(new PulledImage("", List.of(), List.of(), "{}"), PulledImage.of(new Properties()));
    }

    @Test
    void what_is_kept_counts_for_the_image_that_was_pulled() throws IOException {
        pull(IMAGE, "a", "b");

        assertEquals(Optional.of(pulled("debian:12", "a", "b")), layers.pulled(IMAGE));
        assertEquals(Optional.empty(), layers.pulled(OTHER));
    }

    @Test
    void what_is_kept_does_not_count_for_an_image_that_bocker_has_put_in_its_place() throws IOException {
        pull(IMAGE, "a", "b");
        Files.writeString(store.tree(IMAGE).resolve("img.source"), "/srv/tree\n");

        assertEquals(Optional.empty(), layers.pulled(IMAGE));
    }

    @Test
    void what_is_kept_counts_for_an_image_under_way_and_for_no_image_that_is_gone() {
        layers.keep(IMAGE, pulled("debian:12", "a", "b"));
        assertEquals(Optional.empty(), layers.pulled(IMAGE), "there is no such image");

        store.records().write(StateRecord.begun(IMAGE, Operation.PULL, Optional.empty()));
        assertEquals(Optional.of(pulled("debian:12", "a", "b")), layers.pulled(IMAGE), "it is being pulled");
    }

    @Test
    void what_is_kept_is_forgotten() {
        layers.keep(IMAGE, pulled("debian:12", "a", "b"));

        layers.forget(IMAGE);

        assertFalse(Files.exists(root.resolve(".jocker/images/img_42002")));
    }

    @Test
    void images_under_way_are_found_by_their_trees() throws IOException {
        Files.createDirectories(store.staging(OTHER).tree());
        Files.createDirectories(store.staging(IMAGE).tree());
        Files.createDirectories(store.staging(IMAGE).layout());

        assertEquals(List.of(IMAGE, OTHER), layers.staged());
    }

    @Test
    void layers_that_an_image_needs_are_in_use() throws IOException {
        pull(IMAGE, "a", "b");

        assertEquals(List.of(), layers.unused(Optional.empty()));
    }

    @Test
    void layers_that_no_image_needs_are_not_in_use() throws IOException {
        pull(IMAGE, "a", "b");
        Files.createDirectory(layers.layer("lost"));
        Files.writeString(layers.blob("lost-blob"), "blob");

        assertEquals(List.of(layers.layer("lost"), layers.blob("lost-blob")), layers.unused(Optional.empty()));
    }

    @Test
    void without_an_image_those_layers_are_not_in_use_that_no_other_needs() throws IOException {
        pull(IMAGE, "a", "a-blob");
        pull(OTHER, "b", "b-blob");

        assertEquals(List.of(layers.layer("a"), layers.blob("a-blob")), layers.unused(Optional.of(IMAGE)));
    }

    @Test
    void while_an_image_is_pulled_all_layers_are_in_use() throws IOException {
        Files.createDirectory(layers.layer("lost"));
        store.records().write(StateRecord.begun(IMAGE, Operation.PULL, Optional.empty()));

        assertEquals(List.of(), layers.unused(Optional.empty()));
    }
}
