package jocker.os;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import jocker.text.LazyPattern;
import jocker.text.LocalizedException;
import jocker.text.Message;

/**
 * The host said no. The message is one line for the user: the command, how it ended, and what it said. Whoever decides by
 * it asks for its kind, its status or the command's output, never for the message.
 */
public final class HostException extends LocalizedException {
    private static final long serialVersionUID = 1L;

    /** What is kept of what a command says, to tell why it has failed: so many bytes. */
    public static final int SAID_LIMIT = 8192;

    /** What strerror(3) has for ENOSPC; Go writes it small. */
    private static final LazyPattern NO_SPACE = new LazyPattern("(?i)no space left on device");

    /** What went wrong. */
    public enum Kind {
        /** A program could not be started. */
        NOT_STARTED,
        /** A program ran, and ended with another status than 0. */
        EXITED,
        /** A program has brought nothing for too long, and was ended. */
        STALLED,
        /** The disk is full: the user can make room. */
        NO_SPACE,
        /** A file could not be read or written. */
        FILE,
        /** Something else, which the message says. */
        OTHER
    }

    private final Kind kind;
    private final transient Optional<Argv> argv;
    private final transient OptionalInt status;
    private final String output;

    private HostException(Kind kind, Message message, Optional<Argv> argv, OptionalInt status, String output) {
        super(message);
        this.kind = kind;
        this.argv = argv;
        this.status = status;
        this.output = output;
    }

    private HostException(Kind kind, Message message) {
        this(kind, message, Optional.empty(), OptionalInt.empty(), "");
    }

    /** A refusal that has no further cause. */
    public HostException(Message message) {
        this(Kind.OTHER, message);
    }

    /** A refusal with the failure that it is about. */
    public HostException(Message message, Throwable cause) {
        this(message);
        initCause(cause);
    }

    private HostException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    /** A refusal because the disk is full. */
    public static HostException noSpace(Message message) {
        return new HostException(Kind.NO_SPACE, message);
    }

    /**
     * A file that could not be read or written.
     *
     * @param key the key of the text that says what could not be done
     * @param arguments what fills the places of that text; the reason comes after them as one more
     */
    public static HostException of(IOException e, String key, Object... arguments) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = reason(e);
        boolean full = NO_SPACE.matcher(reason(e)).find();
        return new HostException(full ? Kind.NO_SPACE : Kind.FILE, Message.of(key, all)).causedBy(e);
    }

    /** A wait that another thread has ended; the thread's flag is set again. */
    static HostException interrupted(InterruptedException e, String key, Object... arguments) {
        Thread.currentThread().interrupt();
        return new HostException(Message.of(key, arguments), e);
    }

    /** A command that could not be started. */
    static HostException notStarted(Argv argv, IOException e) {
        return new HostException(
                        Kind.NOT_STARTED,
                        Message.of("cannot-start", argv.shellLine(), reason(e)),
                        Optional.of(argv),
                        OptionalInt.empty(),
                        "")
                .causedBy(e);
    }

    /** A command that ran, and ended with something else than 0. */
    public static HostException exited(Argv argv, int status, String output) {
        String line = oneLine(output.substring(0, Math.min(output.length(), SAID_LIMIT)));
        Message message = line.isEmpty()
                ? Message.of("exited", argv.shellLine(), status)
                : Message.of("exited-and-said", argv.shellLine(), status, line);
        Kind kind = NO_SPACE.matcher(line).find() ? Kind.NO_SPACE : Kind.EXITED;
        return new HostException(kind, message, Optional.of(argv), OptionalInt.of(status), output);
    }

    /** A command that has brought nothing for some seconds, and was ended. */
    public static HostException stalled(Argv argv, long seconds, int status) {
        return new HostException(
                Kind.STALLED,
                Message.of("has-brought-nothing-for", argv.shellLine(), seconds),
                Optional.of(argv),
                OptionalInt.of(status),
                "");
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** The command that failed; empty if it was none. */
    public Optional<Argv> argv() {
        return argv;
    }

    /** The status that the command ended with; empty if it was none, or was never started. */
    public OptionalInt status() {
        return status;
    }

    /** What the command said, over several lines; empty if it said nothing. */
    public String output() {
        return output;
    }

    /** What a program said over several lines, as one. */
    public static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    /** The reason of a failure in words: the JDK's message for some is nothing but the path. */
    public static String reason(IOException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        if (e instanceof FileSystemException file) {
            return file.getReason() == null ? file.getFile() + " (" + kind + ")" : file.getReason();
        }
        return e.getMessage() == null ? kind : e.getMessage();
    }
}
