package jocker.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jocker.text.LazyPattern;

/** A container's output on its way to the caller and the logs: what {@code tee} is in bocker. Its size is fixed. */
final class OutputTee {
    /**
     * What {@code unshare} before util-linux 2.40 says, when its child was killed: it asks for SIGKILL's handler to be
     * reset, is refused, and exits with 1 (sys-utils/unshare.c of 2.38). The last words of the strerror(3) text are
     * the reader's language.
     */
    private static final LazyPattern KILLED =
            new LazyPattern("(?s)(.*\\n)?unshare: sigprocmask unblock failed: [^\\n]*\\n");

    private static final LazyPattern CANNOT_RUN = new LazyPattern("(^|\\n)chroot: failed to run command [^\\n]*\\n$");

    private static final int KILLED_STATUS = 128 + 9;
    private static final int TAIL = 1024;

    private final OutputStream caller;
    private final List<OutputStream> logs;
    private byte[] tail = new byte[0];

    /** The first of the places is the caller's stdout; it may be closed while the container runs. */
    OutputTee(List<OutputStream> places) {
        this.caller = places.get(0);
        this.logs = places.subList(1, places.size());
    }

    /**
     * Copies until the container closes its end. If the caller's end is closed, so is this one, and the container's
     * next write ends it with SIGPIPE, as in any pipe.
     *
     * @return why the logs are incomplete, if they are; the output has gone on to the caller all the same
     */
    Optional<IOException> copy(InputStream from) throws IOException {
        byte[] buffer = new byte[1 << 16];
        Optional<IOException> failure = Optional.empty();
        try (from) {
            for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                remember(buffer, length);
                if (!passOn(buffer, length)) {
                    break;
                }
                if (failure.isEmpty()) {
                    failure = log(buffer, length);
                }
            }
        }
        return failure;
    }

    /** The container's status, given what the first program of its command line exited with. */
    int statusOf(int exited) {
        boolean killed = exited == 1 && KILLED.matcher(tail()).matches();
        return killed ? KILLED_STATUS : exited;
    }

    /** The end of what has been said. */
    String tail() {
        return new String(tail, StandardCharsets.UTF_8);
    }

    /** Whether the last that was said is chroot(1)'s, about a program that cannot be started: the image is to blame. */
    boolean saysChrootCannotRun() {
        return CANNOT_RUN.matcher(tail()).find();
    }

    private boolean passOn(byte[] buffer, int length) {
        try {
            caller.write(buffer, 0, length);
            return true;
        } catch (IOException e) {
            return false; // EPIPE: the reader has gone.
        }
    }

    private Optional<IOException> log(byte[] buffer, int length) {
        try {
            for (OutputStream log : logs) {
                log.write(buffer, 0, length);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private void remember(byte[] buffer, int length) {
        byte[] joined = Arrays.copyOf(tail, tail.length + Math.min(length, TAIL));
        int fresh = joined.length - tail.length;
        System.arraycopy(buffer, length - fresh, joined, tail.length, fresh);
        tail = Arrays.copyOfRange(joined, Math.max(0, joined.length - TAIL), joined.length);
    }
}
