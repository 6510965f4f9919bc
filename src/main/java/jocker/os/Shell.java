package jocker.os;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How words are written so that a POSIX shell reads them back unchanged. */
public final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

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
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        return "'" + word.replace("'", "'\\''") + "'";
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
