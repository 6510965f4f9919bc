package jocker.os;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How words are written so that a POSIX shell reads them back unchanged. */
public final class Shell {
    private static final String PLAIN = "_@%+=:,./-";

    /** Words that a shell takes for its own grammar when a command starts with them (POSIX XCU 2.4, and bash's). */
    private static final Set<String> RESERVED = Set.of(
            "if",
            "then",
            "else",
            "elif",
            "fi",
            "do",
            "done",
            "case",
            "esac",
            "while",
            "until",
            "for",
            "in",
            "select",
            "function");

    private Shell() {}

    /** Returns {@code word} as a shell must see it: as it is where that is safe, in single quotes otherwise. */
    public static String quote(String word) {
        if (isPlain(word)) {
            return word;
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static boolean isPlain(String word) {
        for (int i = 0; i < word.length(); i++) {
            char character = word.charAt(i);
            boolean letter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
            boolean digit = character >= '0' && character <= '9';
            if (!letter && !digit && PLAIN.indexOf(character) < 0) {
                return false;
            }
        }
        return !word.isEmpty();
    }

    /** Returns a command line that a shell splits into exactly these words, and takes for a command. */
    public static String join(List<String> words) {
        String first = words.get(0);
        boolean grammar = RESERVED.contains(first) || first.contains("=");
        String head = grammar ? "'" + first.replace("'", "'\\''") + "'" : quote(first);
        String tail = words.stream().skip(1).map(word -> " " + quote(word)).collect(Collectors.joining());
        return head + tail;
    }
}
