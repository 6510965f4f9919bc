package jocker.text;

/** A failure that is told to the user, in the user's language. */
public abstract class LocalizedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Message message;

    /** A failure, with what has caused it; null is for none, as in {@link Throwable}. */
    protected LocalizedException(Message message, Throwable cause) {
        super(cause);
        this.message = message;
    }

    /** What is told. */
    public final Message message() {
        return message;
    }

    /** The same in English. */
    @Override
    public final String getMessage() {
        return message.toString();
    }
}
