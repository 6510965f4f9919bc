package jocker.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import jocker.engine.PullImage;
import jocker.image.UnpackAction;
import jocker.plan.Action;
import jocker.text.Texts;

/** Shows how a pull gets on: a line a layer, as docker has it, and a last one that changes. */
final class PullProgress implements PullImage.Progress {
    /** Nothing is shown. */
    static final PullProgress NONE = new PullProgress(Optional.empty(), Texts.ENGLISH);

    private static final int SHOWN_DIGITS = 12;
    private static final double MEGA = 1e6;

    /** Back to the line's start, and away with what stands there (console_codes(4)). */
    private static final String AGAIN = "\r\033[K";

    private final Optional<PrintWriter> terminal;
    private final Texts texts;
    private long total;
    private Optional<String> unpacking = Optional.empty();

    /**
     * Progress.
     *
     * @param terminal where it is shown, if at all
     * @param texts the language
     */
    PullProgress(Optional<PrintWriter> terminal, Texts texts) {
        this.terminal = terminal;
        this.texts = texts;
    }

    @Override
    public void begins(List<String> existing, long bytes) {
        total = bytes;
        existing.forEach(layer -> show(texts.say("layer-exists", name(layer)) + "\n"));
    }

    /** Tells how many bytes have come. */
    void fetched(long bytes) {
        show(texts.say("downloading", megabytes(Math.min(bytes, total)), megabytes(total)));
    }

    /** Is told of each action before it is done, when the one before it has been. */
    void before(Action action) {
        if (terminal.isEmpty()) {
            return; // Start-up, one need: only pull knows the class of its actions.
        }
        unpacking.ifPresent(layer -> show(texts.say("layer-complete", layer) + "\n"));
        unpacking = Optional.empty();
        if (action instanceof UnpackAction unpack) {
            unpacking = Optional.of(name(unpack.layer().blob().getFileName().toString()));
            show(texts.say("layer-extracting", unpacking.get()));
        }
    }

    /** Clears the line that changes. */
    @Override
    public void ends() {
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
