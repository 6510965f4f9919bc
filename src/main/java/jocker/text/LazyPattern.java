package jocker.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression that is compiled when it is first asked (start-up: patterns). A command asks few of them or none.
 */
public final class LazyPattern {
    private final String expression;
    private volatile Optional<Pattern> compiled = Optional.empty();

    /** The expression, as {@link Pattern} reads it. */
    public LazyPattern(String expression) {
        this.expression = expression;
    }

    /** Begins to match a text; see {@link Pattern#matcher}. */
    public Matcher matcher(CharSequence text) {
        if (compiled.isEmpty()) {
            compiled = Optional.of(Pattern.compile(expression));
        }
        return compiled.get().matcher(text);
    }
}
