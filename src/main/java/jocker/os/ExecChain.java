package jocker.os;

import java.util.List;
import java.util.stream.Stream;

/**
 * Host commands of which each runs the next, as {@code ip netns exec N} runs {@code unshare -f}; the last one runs a
 * program in a container.
 *
 * @param links the commands, from the outside inwards
 */
public record ExecChain(List<Argv> links) {
    /** Copies the links. */
    public ExecChain {
        links = List.copyOf(links);
    }

    /** A chain of these links. */
    public static ExecChain of(Argv... links) {
        return new ExecChain(List.of(links));
    }

    /** The same chain, run by one more command. */
    public ExecChain behind(Argv first) {
        return new ExecChain(Stream.concat(Stream.of(first), links.stream()).toList());
    }

    /** All of it, as one command. */
    public Argv argv() {
        return new Argv(links.stream().flatMap(link -> link.words().stream()).toList());
    }

    /** The host's programs that it runs. */
    public List<String> programs() {
        return links.stream().map(Argv::program).toList();
    }
}
