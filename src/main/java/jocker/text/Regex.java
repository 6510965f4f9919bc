package jocker.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression that is compiled when it is asked. A command asks few of them or none; to compile those of all the
 * classes on its way would take longer than many a command.
 *
 * @param expression as {@link Pattern} reads it
 */
public record Regex(String expression) {
    /** Begins to match a text; see {@link Pattern#matcher}. */
    public Matcher matcher(CharSequence text) {
        return Pattern.compile(expression).matcher(text);
    }
}
