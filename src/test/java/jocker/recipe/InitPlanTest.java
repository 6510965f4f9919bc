package jocker.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.os.FakeHost;
import jocker.store.ImageId;
import jocker.store.Store;
import org.junit.jupiter.api.Test;

/** How a directory becomes an image. */
class InitPlanTest {
    private static final Store STORE = Store.imagined(new FakeHost(), Path.of("/var/bocker"));

    private static List<String> lines(Optional<String> source) {
        return InitPlan.of(STORE, new ImageId(42150), Path.of("/srv/my tree"), source)
                .shellLines();
    }

    @Test
    void an_image_is_made_out_of_sight_and_named_when_it_is_whole() {
        assertEquals(
                List.of(
                        "btrfs subvolume create /var/bocker/.jocker/staging/img_42150",
                        "cp -a --reflink=auto '/srv/my tree/.' /var/bocker/.jocker/staging/img_42150",
                        "echo 'my tree' > /var/bocker/.jocker/staging/img_42150/img.source",
                        "mv -T /var/bocker/.jocker/staging/img_42150 /var/bocker/img_42150"),
                lines(Optional.of("my tree")));
    }

    @Test
    void a_directory_that_says_where_it_is_from_keeps_that() {
        assertEquals(
                List.of(
                        "btrfs subvolume create /var/bocker/.jocker/staging/img_42150",
                        "cp -a --reflink=auto '/srv/my tree/.' /var/bocker/.jocker/staging/img_42150",
                        "mv -T /var/bocker/.jocker/staging/img_42150 /var/bocker/img_42150"),
                lines(Optional.empty()));
    }
}
