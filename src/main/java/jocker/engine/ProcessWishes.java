package jocker.engine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jocker.container.ContainerCommand;
import jocker.container.ContainerProcess;
import jocker.container.ContainerUser;
import jocker.image.ImageConfig;
import jocker.os.HostException;
import jocker.os.Tree;
import jocker.store.ImageId;
import jocker.store.LayerStore;
import jocker.store.Store;
import jocker.text.Message;
import jocker.text.UserException;

/**
 * What the user wants of a container's process otherwise than its image says. A command that the user has typed runs as
 * bocker runs it; the image's configuration applies to the image's own command, and with another entrypoint.
 *
 * @param entrypoint what the command is put behind; empty text for nothing
 * @param environment {@code NAME=value} each
 * @param directory where it runs; absolute
 * @param user a name or number, with a group behind a colon where there is one
 * @param kept what of the caller's environment the image's own command gets to see, {@code NAME=value} each
 */
public record ProcessWishes(
        Optional<String> entrypoint,
        List<String> environment,
        Optional<String> directory,
        Optional<String> user,
        List<String> kept) {
    private static final int FILE_LIMIT = 1 << 20;

    /** Copies the lists. */
    public ProcessWishes {
        environment = List.copyOf(environment);
        kept = List.copyOf(kept);
    }

    /** What is run, and how its process is started. */
    record Chosen(ContainerCommand command, ContainerProcess process) {}

    /**
     * Chooses between the user's wishes and the image's.
     *
     * @param typed what the user wants to run; nothing for the image's own command
     * @throws UserException if the image has no command, or not that user
     */
    Chosen choose(Store store, ImageId image, List<String> typed) {
        if (isBockers(typed)) {
            return new Chosen(ContainerCommand.typed(typed), ContainerProcess.BOCKERS);
        }
        boolean own = typed.isEmpty() || entrypoint.isPresent();
        Optional<ImageConfig> config = Optional.of(image)
                .filter(it -> own)
                .flatMap(new LayerStore(store)::pulled)
                .map(pulled -> ImageConfig.parse(pulled.config()));
        List<String> words = words(config, typed);
        if (words.isEmpty()) {
            throw new UserException(Message.of("has-no-command-of", image, image));
        }
        Tree tree = new Tree(store.tree(image));
        ContainerUser runner = user.or(() -> config.map(ImageConfig::user).filter(it -> !it.isEmpty()))
                .map(it -> user(tree, image, it))
                .orElse(ContainerUser.ROOT);
        List<String> imagesOwn = config.map(ImageConfig::environment).orElse(List.of());
        ContainerProcess process = new ContainerProcess(
                Stream.concat(imagesOwn.stream(), environment.stream()).toList(),
                directory.or(() -> config.map(ImageConfig::directory).filter(it -> !it.isEmpty())),
                runner,
                config.map(it -> kept));
        return new Chosen(own ? ContainerCommand.program(words) : ContainerCommand.typed(words), process);
    }

    /** Whether a run is one that bocker could do as well: a command, and no wish. */
    private boolean isBockers(List<String> typed) {
        return !typed.isEmpty()
                && entrypoint.isEmpty()
                && environment.isEmpty()
                && directory.isEmpty()
                && user.isEmpty();
    }

    private List<String> words(Optional<ImageConfig> config, List<String> typed) {
        if (entrypoint.isPresent()) {
            return Stream.concat(entrypoint.stream().filter(it -> !it.isEmpty()), typed.stream())
                    .toList();
        }
        return typed.isEmpty() ? config.map(ImageConfig::defaultCommand).orElse(List.of()) : typed;
    }

    private static ContainerUser user(Tree tree, ImageId image, String text) {
        try {
            ContainerUser found = ContainerUser.find(text, read(tree, "etc/passwd"), read(tree, "etc/group"))
                    .orElseThrow(() -> new UserException(Message.of("has-no-user", image, text)));
            if (!found.isRoot() && !tree.isDirectory("proc")) {
                throw new UserException(Message.of("has-no-directory-proc", image));
            }
            return found;
        } catch (IOException e) {
            throw HostException.of(e, "cannot-look-up-the", text);
        }
    }

    private static String read(Tree tree, String file) throws IOException {
        Optional<String> there = tree.find(file);
        return there.isPresent() ? tree.read(there.get(), FILE_LIMIT).orElse("") : "";
    }
}
