package jocker.os;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program and its arguments, as execve(2) takes them: no shell reads them.
 *
 * @param words the program's name, looked up on PATH, and its arguments; at least one word
 */
public record Argv(List<String> words) {
    /** Copies the words. */
    public Argv {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least a program");
        }
    }

    /**
     * Reads a command such as {@code "ip link set {} netns {}"}. The text is split at spaces first and filled in
     * afterwards, so that a value is always part of one word, whatever it contains.
     *
     * @throws IllegalArgumentException if there are more or fewer values than places for them
     */
    public static Argv of(String template, Object... values) {
        Iterator<Object> next = Arrays.asList(values).iterator();
        List<String> words = new ArrayList<>();
        for (String piece : template.split(" ")) {
            StringBuilder word = new StringBuilder();
            int from = 0;
            for (int at = piece.indexOf("{}"); at >= 0; at = piece.indexOf("{}", from)) {
                if (!next.hasNext()) {
                    throw new IllegalArgumentException("too few values for: " + template);
                }
                word.append(piece, from, at).append(next.next());
                from = at + 2;
            }
            words.add(word.append(piece.substring(from)).toString());
        }
        if (next.hasNext()) {
            throw new IllegalArgumentException("too many values for: " + template);
        }
        return new Argv(words);
    }

    /** The same command with further arguments. */
    public Argv and(List<String> arguments) {
        return new Argv(Stream.concat(words.stream(), arguments.stream()).toList());
    }

    /** The program's name. */
    public String program() {
        return words.get(0);
    }

    /** This command as one line that a shell would run the same way; for eyes and for pasting, never executed here. */
    public String shellLine() {
        return Shell.join(words);
    }
}
