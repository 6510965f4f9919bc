package jocker.os;

/** A signal that jocker receives or sends, with its number (signal(7)). */
public enum Signal {
    /** The terminal is gone. */
    HUP(1),
    /** Ctrl-C. */
    INT(2),
    /** The end, whatever the process thinks of it. */
    KILL(9),
    /** A plain {@code kill}. */
    TERM(15);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** The signal's number on Linux. */
    public int number() {
        return number;
    }

    /** What a program ended by this signal is seen to exit with: 128 + n. */
    public int exitStatus() {
        return 128 + number;
    }
}
