package jocker.text;

/** The user has typed something that is no proper value. */
public final class UsageException extends LocalizedException {
    private static final long serialVersionUID = 1L;

    /** A wrong usage, and what would be right. */
    public UsageException(Message message) {
        super(message);
    }
}
