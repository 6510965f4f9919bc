package jocker.store;

import jocker.text.Printable;
import jocker.text.UserException;

/** What is said, in bocker's words, of an image or a container that does not exist. */
public final class NotFound {
    private NotFound() {}

    /** No image of that name (bocker 63). */
    public static UserException image(String text) {
        return UserException.inBockersWords("No image named '" + Printable.shown(text) + "' exists");
    }

    /** No container of that name (bocker 93); {@code rm} says it of images too (bocker 39). */
    public static UserException container(String text) {
        return UserException.inBockersWords("No container named '" + Printable.shown(text) + "' exists");
    }

    /** The id of something that has just gone. */
    public static UserException of(Id id) {
        return id instanceof ImageId ? image(id.toString()) : container(id.toString());
    }
}
