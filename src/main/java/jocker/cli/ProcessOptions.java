package jocker.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jocker.image.ImageConfig;
import jocker.image.User;
import jocker.os.HostException;
import jocker.os.LinuxHost;
import jocker.os.Tree;
import jocker.plan.ContainerCommand;
import jocker.plan.Surroundings;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.Store;
import jocker.text.Message;
import jocker.text.UsageException;
import jocker.text.UserException;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What a run takes from its image's own configuration, and what the user wants otherwise. A command that the user has
 * typed runs as bocker runs it; the image's configuration applies to the image's own command, and with --entrypoint.
 */
final class ProcessOptions {
    private static final int FILE_LIMIT = 1 << 20;

    /** What a command can know of the caller's terminal. */
    private static final String TERMINAL = "TERM";

    private final ArgSpec entrypoint = Arguments.option("PROGRAM", "--entrypoint");
    private final ArgSpec environment = Arguments.options("NAME[=VALUE]", "-e", "--env");
    private final ArgSpec directory = Arguments.option("DIR", "-w", "--workdir");
    private final ArgSpec user = Arguments.option("USER[:GROUP]", "-u", "--user");

    /** The options, for the command that has them. */
    List<ArgSpec> arguments() {
        return List.of(entrypoint, environment, directory, user);
    }

    /** What is run, and what it finds around it. */
    record Chosen(ContainerCommand command, Surroundings surroundings) {}

    /**
     * Chooses.
     *
     * @param typed what the user wants to run; nothing for the image's own command
     * @param variables the caller's environment
     * @throws UserException if the image has no command, or not that user
     */
    Chosen choose(Store store, ImageId image, List<String> typed, Map<String, String> variables) {
        if (isBockers(typed)) {
            return new Chosen(ContainerCommand.typed(typed), Surroundings.BOCKERS);
        }
        Optional<String> entrypoint = Arguments.text(this.entrypoint);
        boolean own = typed.isEmpty() || entrypoint.isPresent();
        Optional<ImageConfig> config = Optional.of(image)
                .filter(it -> own)
                .flatMap(new Ledger(store)::pulled)
                .map(pulled -> ImageConfig.parse(pulled.config()));
        List<String> words = entrypoint.isPresent()
                ? Stream.concat(entrypoint.stream().filter(it -> !it.isEmpty()), typed.stream())
                        .toList()
                : typed.isEmpty() ? config.map(ImageConfig::defaultCommand).orElse(List.of()) : typed;
        if (words.isEmpty()) {
            throw new UserException(Message.of("has-no-command-of", image, image));
        }
        Tree tree = new Tree(store.tree(image));
        User runner = Arguments.text(user)
                .or(() -> config.map(ImageConfig::user).filter(it -> !it.isEmpty()))
                .map(it -> user(tree, image, it))
                .orElse(User.ROOT);
        List<String> set = new ArrayList<>(config.map(ImageConfig::environment).orElse(List.of()));
        Arguments.texts(environment).forEach(it -> set(it, variables).ifPresent(set::add));
        Surroundings surroundings = new Surroundings(
                set,
                Arguments.text(directory)
                        .map(it -> absolute(it))
                        .or(() -> config.map(ImageConfig::directory).filter(it -> !it.isEmpty())),
                runner,
                config.map(it -> kept(variables)));
        return new Chosen(own ? ContainerCommand.program(words) : ContainerCommand.typed(words), surroundings);
    }

    /** Whether a run is one that bocker could do as well: a command, and none of these options. */
    private boolean isBockers(List<String> typed) {
        for (ArgSpec option : arguments()) {
            if (option.getValue() != null) {
                return false;
            }
        }
        return !typed.isEmpty();
    }

    private static String absolute(String text) {
        if (!text.startsWith("/")) {
            throw new UsageException(Message.of("is-not-a-directory", text));
        }
        return text;
    }

    private static Optional<String> set(String text, Map<String, String> variables) {
        if (text.isEmpty() || text.startsWith("=")) {
            throw new UsageException(Message.of("is-not-a-variable", text));
        }
        return text.contains("=")
                ? Optional.of(text)
                : Optional.ofNullable(variables.get(text)).map(value -> text + "=" + value);
    }

    private static List<String> kept(Map<String, String> variables) {
        return Stream.of("PATH", TERMINAL)
                .filter(variables::containsKey)
                .map(name -> name + "=" + variables.get(name))
                .toList();
    }

    private static User user(Tree tree, ImageId image, String text) {
        try {
            User found = User.find(text, read(tree, "etc/passwd"), read(tree, "etc/group"))
                    .orElseThrow(() -> new UserException(Message.of("has-no-user", image, text)));
            if (!found.isRoot() && !tree.isDirectory("proc")) {
                throw new UserException(Message.of("has-no-directory-proc", image));
            }
            return found;
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-look-up-the", text, LinuxHost.describe(e)), e);
        }
    }

    private static String read(Tree tree, String file) throws IOException {
        Optional<String> there = tree.find(file);
        return there.isPresent() ? tree.read(there.get(), FILE_LIMIT).orElse("") : "";
    }
}
