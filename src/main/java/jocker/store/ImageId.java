package jocker.store;

import java.util.Optional;

/**
 * An image's id, such as {@code img_42150}.
 *
 * @param number from 42002 to 42254
 */
public record ImageId(int number) implements Id {
    private static final String PREFIX = "img_";

    /** Checks the range. */
    public ImageId {
        Id.checked(number);
    }

    /** Reads what {@link #toString} writes; empty for any other text. */
    public static Optional<ImageId> find(String text) {
        return Id.find(PREFIX, text, ImageId::new);
    }

    @Override
    public String toString() {
        return PREFIX + number;
    }
}
