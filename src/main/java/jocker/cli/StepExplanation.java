package jocker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import jocker.plan.Step;
import jocker.text.Message;
import jocker.text.TextLayout;
import jocker.text.Texts;

/** What there is to say of a step: the host command, why it is there, the line of bocker, and how to look at the result. */
final class StepExplanation {
    private static final int COLUMNS = 78;
    private static final String INDENT = "    ";

    private final Texts texts;
    private final BiFunction<Console.Style, String, String> style;

    /**
     * Explanations.
     *
     * @param style gives a text a style
     */
    StepExplanation(Texts texts, BiFunction<Console.Style, String, String> style) {
        this.texts = texts;
        this.style = style;
    }

    /** The lines about one step. */
    List<String> of(Step step, int number) {
        List<String> lines = new ArrayList<>();
        String line = step.bockerLine().isPresent()
                ? "  (" + texts.say("explain-bocker-line", step.bockerLine().getAsInt()) + ")"
                : "";
        lines.add(style.apply(Console.Style.BOLD, String.format("%2d. %s", number, texts.say(step.why()))) + line);
        lines.add(INDENT + style.apply(Console.Style.GREEN, step.action().shellLine()));
        lines.addAll(paragraph("step." + step.name() + ".explained", INDENT));
        step.look()
                .ifPresent(look -> lines.add(
                        INDENT + style.apply(Console.Style.DIM, texts.say("explain-look", Message.verbatim(look)))));
        return lines;
    }

    /** A text of several lines. */
    List<String> paragraph(String key, String indent) {
        return texts.has(key)
                ? TextLayout.wrap(texts.say(key), COLUMNS - indent.length()).stream()
                        .map(line -> indent + line)
                        .toList()
                : List.of();
    }
}
