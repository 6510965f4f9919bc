package jocker.container;

import java.util.List;
import jocker.os.Shell;

/**
 * What a container is asked to run.
 *
 * @param words a shell expression; or a program and its arguments, which arrive exactly as they are
 * @param isExpression whether a shell is to read it
 */
public record ContainerCommand(List<String> words, boolean isExpression) {
    /** Copies the words. */
    public ContainerCommand {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a container needs a command");
        }
    }

    /** What a user has typed: one argument is a shell expression, as with bocker; more are a program and its own. */
    public static ContainerCommand typed(List<String> arguments) {
        return new ContainerCommand(arguments, arguments.size() == 1);
    }

    /** A program and its arguments, however few. */
    public static ContainerCommand program(List<String> words) {
        return new ContainerCommand(words, false);
    }

    /** What the container's shell is given to read. */
    public String expression() {
        return isExpression ? words.get(0) : Shell.join(words);
    }

    /** What {@code ps} shows: the words, joined by spaces (bocker 65). */
    public String shown() {
        return String.join(" ", words);
    }
}
