package jocker.plan;

import java.util.List;
import jocker.os.Shell;

/**
 * What a container is asked to run. One argument is a shell expression, as with bocker; two or more are a program and
 * its arguments, which arrive exactly as they were given.
 *
 * @param words the arguments, at least one
 */
public record ContainerCommand(List<String> words) {
    /** Copies the words. */
    public ContainerCommand {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a container needs a command");
        }
    }

    /** What the container's shell is given to read. */
    public String expression() {
        return isExpression() ? words.get(0) : Shell.join(words);
    }

    /** Whether a shell is to read it. */
    public boolean isExpression() {
        return words.size() == 1;
    }

    /** What {@code ps} shows: the words, joined by spaces (bocker 65). */
    public String shown() {
        return String.join(" ", words);
    }
}
