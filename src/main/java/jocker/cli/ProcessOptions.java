package jocker.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.engine.ProcessWishes;
import jocker.text.Message;
import jocker.text.UsageException;
import picocli.CommandLine.Model.ArgSpec;

/** The options of {@code run} by which a container's process finds other things around it than its image says. */
final class ProcessOptions {
    /** What of the caller's environment an image's own command gets to see; TERM is all that it can know of a terminal. */
    private static final List<String> KEPT = List.of("PATH", "TERM");

    private final ArgSpec entrypoint = Arguments.option("PROGRAM", "--entrypoint");
    private final ArgSpec environment = Arguments.options("NAME[=VALUE]", "-e", "--env");
    private final ArgSpec directory = Arguments.option("DIR", "-w", "--workdir");
    private final ArgSpec user = Arguments.option("USER[:GROUP]", "-u", "--user");

    /** The options, for the command that has them. */
    List<ArgSpec> arguments() {
        return List.of(entrypoint, environment, directory, user);
    }

    /**
     * What the user wants.
     *
     * @param variables the caller's environment
     * @throws UsageException if a value is not of its form
     */
    ProcessWishes wishes(Map<String, String> variables) {
        return new ProcessWishes(
                Arguments.text(entrypoint),
                Arguments.texts(environment).stream()
                        .flatMap(it -> variable(it, variables).stream())
                        .toList(),
                Arguments.text(directory).map(ProcessOptions::absolute),
                Arguments.text(user),
                KEPT.stream()
                        .filter(variables::containsKey)
                        .map(name -> name + "=" + variables.get(name))
                        .toList());
    }

    private static String absolute(String text) {
        if (!text.startsWith("/")) {
            throw new UsageException(Message.of("is-not-a-directory", text));
        }
        return text;
    }

    private static Optional<String> variable(String text, Map<String, String> variables) {
        if (text.isEmpty() || text.startsWith("=")) {
            throw new UsageException(Message.of("is-not-a-variable", text));
        }
        return text.contains("=")
                ? Optional.of(text)
                : Optional.ofNullable(variables.get(text)).map(value -> text + "=" + value);
    }
}
