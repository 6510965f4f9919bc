package jocker.cli;

import java.io.PrintWriter;
import java.util.Optional;
import jocker.os.Action;
import jocker.text.Texts;

/** How a pull goes on, for a user who looks on: a line a layer, as docker has it, and a last one that changes. */
final class PullProgress implements AutoCloseable {
    /** Nobody looks on. */
    static final PullProgress NONE = new PullProgress(Optional.empty(), Texts.ENGLISH, 0);

    private static final int SHOWN_DIGITS = 12;
    private static final double MEGA = 1e6;

    /** Back to the line's start, and away with what stands there (console_codes(4)). */
    private static final String AGAIN = "\r\033[K";

    private final Optional<PrintWriter> terminal;
    private final Texts texts;
    private final long total;
    private Optional<String> unpacking = Optional.empty();

    /**
     * Progress.
     *
     * @param terminal where it is shown, if at all
     * @param texts the language
     * @param total the bytes of all layers, as they are sent
     */
    PullProgress(Optional<PrintWriter> terminal, Texts texts, long total) {
        this.terminal = terminal;
        this.texts = texts;
        this.total = total;
    }

    /** Tells of a layer that need not come. */
    void exists(String layer) {
        show(texts.say("layer-exists", name(layer)) + "\n");
    }

    /** Tells how many bytes have come. */
    void fetched(long bytes) {
        show(texts.say("downloading", megabytes(Math.min(bytes, total)), megabytes(total)));
    }

    /** Is told of each action before it is done, when the one before it has been. */
    void before(Action action) {
        unpacking.ifPresent(layer -> show(texts.say("layer-complete", layer) + "\n"));
        unpacking = Optional.empty();
        if (action instanceof Action.Unpack unpack) {
            unpacking = Optional.of(name(unpack.layer().blob().getFileName().toString()));
            show(texts.say("layer-extracting", unpacking.get()));
        }
    }

    /** Clears the line that changes. */
    @Override
    public void close() {
        show("");
    }

    private static String megabytes(long bytes) {
        return String.format("%.1f", bytes / MEGA);
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
