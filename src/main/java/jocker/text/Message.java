package jocker.text;

import java.util.List;

/**
 * Something to say, in no language yet.
 *
 * @param key its key in the bundles of texts
 * @param arguments what fills the places {@code {0}}, {@code {1}} ... of the text; messages among them are said in the
 *     same language
 */
public record Message(String key, List<Object> arguments) {
    private static final String VERBATIM = "verbatim";

    /** Copies the list. */
    public Message {
        arguments = List.copyOf(arguments);
    }

    /** A message. */
    public static Message of(String key, Object... arguments) {
        return new Message(key, List.of(arguments));
    }

    /** What is the same in every language: a path, a number, what another program has said. */
    public static Message verbatim(String text) {
        return of(VERBATIM, text);
    }
}
