package jocker.cli;

import java.io.PrintWriter;
import java.util.Optional;
import jocker.os.Action;

/** How a pull goes on, for a user who looks on: a line a layer, as docker has it, and a last one that changes. */
final class Progress implements AutoCloseable {
    /** Nobody looks on. */
    static final Progress NONE = new Progress(Optional.empty(), 0);

    private static final int SHOWN_DIGITS = 12;
    private static final double MEGA = 1e6;

    /** Back to the line's start, and away with what stands there (console_codes(4)). */
    private static final String AGAIN = "\r\033[K";

    private final Optional<PrintWriter> terminal;
    private final long total;
    private Optional<String> unpacking = Optional.empty();

    /**
     * Progress.
     *
     * @param terminal where it is shown, if at all
     * @param total the bytes of all layers, as they are sent
     */
    Progress(Optional<PrintWriter> terminal, long total) {
        this.terminal = terminal;
        this.total = total;
    }

    /** Tells of a layer that need not come. */
    void exists(String layer) {
        show(name(layer) + ": Already exists\n");
    }

    /** Tells how many bytes have come. */
    void fetched(long bytes) {
        show(String.format("Downloading %.1f of %.1f MB", Math.min(bytes, total) / MEGA, total / MEGA));
    }

    /** Is told of each action before it is done, when the one before it has been. */
    void before(Action action) {
        unpacking.ifPresent(layer -> show(layer + ": Pull complete\n"));
        unpacking = Optional.empty();
        if (action instanceof Action.Unpack unpack) {
            unpacking = Optional.of(name(unpack.layer().blob().getFileName().toString()));
            show(unpacking.get() + ": Extracting");
        }
    }

    /** Clears the line that changes. */
    @Override
    public void close() {
        show("");
    }

    private static String name(String digest) {
        return digest.substring(0, SHOWN_DIGITS);
    }

    private void show(String line) {
        terminal.ifPresent(to -> {
            to.print(AGAIN + line);
            to.flush();
        });
    }
}
