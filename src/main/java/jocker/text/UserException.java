package jocker.text;

/**
 * Something that the user asked for cannot be, and the user can do something about it: a thing that does not exist or
 * is in the wrong state, a host that is not prepared. The message is one line and says what.
 */
public final class UserException extends LocalizedException {
    private static final long serialVersionUID = 1L;

    private final boolean bockers;

    private UserException(Message message, boolean bockers) {
        super(message);
        this.bockers = bockers;
    }

    /** A refusal in jocker's own words. */
    public UserException(Message message) {
        this(message, false);
    }

    /** A refusal for which bocker has words: they are kept to the letter. */
    public static UserException inBockersWords(String message) {
        return new UserException(Message.verbatim(message), true);
    }

    /** Whether the message is bocker's. */
    public boolean isBockers() {
        return bockers;
    }
}
