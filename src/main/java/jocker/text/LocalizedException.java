package jocker.text;

/** A failure that is told to the user, in the user's language. */
public abstract class LocalizedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Message message;

    /** A failure. What has caused it can be added by {@link #initCause}. */
    protected LocalizedException(Message message) {
        this.message = message;
    }

    /** What is told. */
    public final Message message() {
        return message;
    }

    /** The same in English. */
    @Override
    public final String getMessage() {
        return Texts.ENGLISH.say(message);
    }
}
