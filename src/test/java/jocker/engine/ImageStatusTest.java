package jocker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.image.ImageConfig;
import jocker.os.TestFiles;
import jocker.store.ImageId;
import jocker.store.PulledImage;
import jocker.store.RecordedClaims;
import jocker.text.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code images} and {@code inspect}: what images there are, and what is known of each. */
class ImageStatusTest {
    private static final ImageId MADE = new ImageId(42002);
    private static final ImageId PULLED = new ImageId(42150);
    private static final String CONFIG = "{\"config\": {\"Cmd\": [\"bash\"], \"User\": \"app\"}}";

    @TempDir
    private Path directory;

    private TestStore store;

    /** Has an image of a directory, and one of a registry. */
    @BeforeEach
    void prepare() {
        store = new TestStore(directory);
        TestFiles.write(store.tree("img_42002").resolve("img.source"), "/srv/tree\n");
        TestFiles.write(store.tree("img_42150").resolve("img.source"), "debian:12\n");
        TestFiles.write(store.path(".jocker/images/.keep"), "");
        new RecordedClaims(store.store())
                .keep(PULLED, new PulledImage("debian:12", List.of("a", "b"), List.of("c", "d"), CONFIG));
    }

    @Test
    void all_images_are_listed_by_number_with_their_sources() {
        assertEquals(
                List.of(
                        new ImageStatus.Row(MADE, "/srv/tree", store.path("img_42002")),
                        new ImageStatus.Row(PULLED, "debian:12", store.path("img_42150"))),
                ImageStatus.all(store.looking()));
    }

    @Test
    void an_image_of_a_directory_has_no_layers_and_no_wishes() {
        assertEquals(
                new ImageStatus(MADE, "/srv/tree", store.path("img_42002"), List.of(), Optional.empty()),
                ImageStatus.of(store.looking(), "img_42002"));
    }

    @Test
    void an_image_of_a_registry_has_layers_and_says_how_it_wants_to_be_run() {
        assertEquals(
                new ImageStatus(
                        PULLED,
                        "debian:12",
                        store.path("img_42150"),
                        List.of("a", "b"),
                        Optional.of(ImageConfig.parse(CONFIG))),
                ImageStatus.of(store.looking(), "img_42150"));
    }

    @Test
    void an_image_that_bocker_has_put_in_its_place_is_no_longer_the_registrys() {
        TestFiles.write(store.path("img_42150/img.source"), "/srv/other\n");

        assertEquals(
                new ImageStatus(PULLED, "/srv/other", store.path("img_42150"), List.of(), Optional.empty()),
                ImageStatus.of(store.looking(), "img_42150"));
    }

    @Test
    void an_image_that_does_not_exist_is_refused_in_bockers_words() {
        UserException refusal = assertThrows(UserException.class, () -> ImageStatus.of(store.looking(), "debian"));

        assertEquals("No image named 'debian' exists", refusal.getMessage());
    }
}
