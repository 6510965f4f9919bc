package jocker.store;

import java.util.List;
import java.util.stream.Collectors;
import jocker.text.Message;
import jocker.text.Speaking;

/**
 * Something that the user asked for cannot be, and the user can do something about it: a thing that does not exist or
 * is in the wrong state, a box that is not prepared. The message is one line and says what.
 */
public final class Refusal extends Speaking {
    private static final long serialVersionUID = 1L;

    private final boolean bockers;

    private Refusal(Message message, boolean bockers) {
        super(message, null);
        this.bockers = bockers;
    }

    /** A refusal in jocker's own words. */
    public Refusal(Message message) {
        this(message, false);
    }

    /** A refusal for which bocker has words: they are kept to the letter. */
    public static Refusal inBockersWords(String message) {
        return new Refusal(Message.verbatim(message), true);
    }

    /** Whether the message is bocker's. */
    public boolean isBockers() {
        return bockers;
    }

    /** No image of that name (bocker 63). */
    public static Refusal noImage(String text) {
        return inBockersWords("No image named '" + Text.shown(text) + "' exists");
    }

    /** No container of that name (bocker 93); {@code rm} says it of images too (bocker 39). */
    public static Refusal noContainer(String text) {
        return inBockersWords("No container named '" + Text.shown(text) + "' exists");
    }

    /** A container that has ended (bocker 95); bocker can be asked for several, a line each. */
    public static Refusal notRunning(List<ContainerId> containers) {
        String names = containers.stream().map(ContainerId::toString).collect(Collectors.joining("\n"));
        return inBockersWords("Container '" + names + "' exists but is not running");
    }
}
