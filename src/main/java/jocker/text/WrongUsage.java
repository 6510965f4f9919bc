package jocker.text;

/** The user has typed something that is no proper value. */
public final class WrongUsage extends Speaking {
    private static final long serialVersionUID = 1L;

    /** A wrong usage, and what would be right. */
    public WrongUsage(Message message) {
        super(message, null);
    }
}
