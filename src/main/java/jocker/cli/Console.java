package jocker.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import jocker.os.Proc;
import jocker.store.ContainerId;
import jocker.store.Outcome;
import jocker.text.Message;
import jocker.text.Printable;
import jocker.text.Texts;

/** Where answers and messages go: in which language, and how they look. */
final class Console {
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    /** What turns text into bold, green, red text and back (console_codes(4)). */
    enum Style {
        BOLD("1"),
        DIM("2"),
        GREEN("32"),
        RED("31");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private final PrintWriter out;
    private final PrintWriter err;
    private final Texts texts;
    private final Map<String, String> environment;

    Console(PrintWriter out, PrintWriter err, Texts texts, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.texts = texts;
        this.environment = environment;
    }

    /** The language. */
    Texts texts() {
        return texts;
    }

    /** Prints one line of the answer. */
    void print(String line) {
        out.println(line);
        out.flush();
    }

    /** Says something beside the answer, as it is. */
    void tell(String line) {
        err.println(line);
        err.flush();
    }

    /** Says something to the user who looks on, on one line. */
    void warn(Message message) {
        tell("jocker: " + Printable.visible(texts.say(message)));
    }

    /** Says what a status alone does not say of how a container has ended. */
    void explainEnd(ContainerId container, Outcome outcome) {
        if (outcome.memoryKills() > 0) {
            warn(Message.of("reached-its-memory-limit", container, outcome.memoryKills()));
        }
    }

    /** The terminal, if there is one where messages go. */
    Optional<PrintWriter> terminal() {
        return Proc.isTerminal(STDERR) ? Optional.of(err) : Optional.empty();
    }

    /** Whether the answer goes to a terminal. */
    boolean isTerminal() {
        return Proc.isTerminal(STDOUT);
    }

    /** Text of the answer, in a style if it goes to a terminal that shows styles, and the user wants them. */
    String styled(Style style, String text) {
        return styled(isTerminal(), style, text);
    }

    /** The same for a message. */
    String styledMessage(Style style, String text) {
        return styled(Proc.isTerminal(STDERR), style, text);
    }

    private String styled(boolean terminal, Style style, String text) {
        boolean plain = !terminal
                || !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return plain ? text : "\033[" + style.code + "m" + text + "\033[0m";
    }
}
