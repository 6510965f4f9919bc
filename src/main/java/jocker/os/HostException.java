package jocker.os;

/** The machine said no. The message is one line: the command, how it ended, and what it said. */
public final class HostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A refusal with a cause. */
    public HostException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A refusal that has no further cause. */
    public HostException(String message) {
        super(message);
    }

    /** The command ran, and ended with something else than 0. */
    static HostException failed(Argv argv, int status, String said) {
        String line = oneLine(said);
        return new HostException("\"" + argv.shellLine() + "\" exited " + status + (line.isEmpty() ? "" : ": " + line));
    }

    /** What a program said over several lines, as one. */
    public static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
