package jocker.os;

import jocker.text.LazyPattern;
import jocker.text.LocalizedException;
import jocker.text.Message;

/** The machine said no. The message is one line: the command, how it ended, and what it said. */
public final class HostException extends LocalizedException {
    private static final long serialVersionUID = 1L;

    /** What is kept of what a command says, to tell why it has failed: so many bytes. */
    static final int SAID_LIMIT = 8192;

    /** What strerror(3) has for ENOSPC; Go writes it small. */
    private static final LazyPattern NO_SPACE = new LazyPattern("(?i)no space left on device");

    private final boolean noRoom;

    private HostException(Message message, Throwable cause, boolean noRoom) {
        super(message, cause);
        this.noRoom = noRoom;
    }

    /** A refusal with a cause. */
    public HostException(Message message, Throwable cause) {
        this(message, cause, false);
    }

    /** A refusal that has no further cause. */
    public HostException(Message message) {
        this(message, null, false);
    }

    /** A refusal because the disk is full: somebody can make room. */
    static HostException noRoom(Message message) {
        return new HostException(message, null, true);
    }

    /** Whether the disk is full. */
    public boolean isNoRoom() {
        return noRoom;
    }

    /** The command ran, and ended with something else than 0. */
    static HostException failed(Argv argv, int status, String said) {
        String line = oneLine(said.substring(0, Math.min(said.length(), SAID_LIMIT)));
        Message message = line.isEmpty()
                ? Message.of("exited", argv.shellLine(), status)
                : Message.of("exited-and-said", argv.shellLine(), status, line);
        return NO_SPACE.matcher(line).find() ? noRoom(message) : new HostException(message);
    }

    /** What a program said over several lines, as one. */
    public static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
