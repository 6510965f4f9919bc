package jocker.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import jocker.os.FakeHost;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Store;
import org.junit.jupiter.api.Test;

/** How a container's tree becomes an image: there is an image of that name at every moment. */
class CommitPlanTest {
    private static final String SNAPSHOT =
            "btrfs subvolume snapshot /var/bocker/ps_42017 /var/bocker/.jocker/staging/img_42150";
    private static final String EXCHANGE =
            "mv -T /var/bocker/.jocker/staging/img_42150 /var/bocker/.jocker/staging/img_42150.aside"
                    + " && mv -T /var/bocker/img_42150 /var/bocker/.jocker/staging/img_42150"
                    + " && mv -T /var/bocker/.jocker/staging/img_42150.aside /var/bocker/img_42150";
    private static final String DELETE = "btrfs subvolume delete /var/bocker/.jocker/staging/img_42150";

    private static List<String> lines(List<Long> inside) {
        Store store = Store.imagined(new FakeHost(), Path.of("/var/bocker"));
        return CommitPlan.of(store, new ContainerId(42017), new ImageId(42150), inside)
                .shellLines();
    }

    @Test
    void the_old_image_is_deleted_after_the_new_one_has_its_name() {
        assertEquals(List.of(SNAPSHOT, EXCHANGE, DELETE), lines(List.of()));
    }

    @Test
    void subvolumes_inside_the_old_image_are_deleted_before_it_by_their_numbers() {
        assertEquals(
                List.of(
                        SNAPSHOT,
                        EXCHANGE,
                        "btrfs subvolume delete --subvolid 259 /var/bocker",
                        "btrfs subvolume delete --subvolid 258 /var/bocker",
                        DELETE),
                lines(List.of(259L, 258L)));
    }
}
