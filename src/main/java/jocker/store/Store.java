package jocker.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.os.Tree;
import jocker.text.Message;
import jocker.text.UserException;

/**
 * The btrfs file system that holds images and containers, with bocker's layout: subvolumes {@code img_N} and
 * {@code ps_N} side by side. This class only reads; what jocker writes down beside
 * them is in {@link StateRecords} and {@link LayerStore}.
 */
public final class Store {
    /** Where an image says what it was made from, below its root (bocker 16). */
    public static final String SOURCE_FILE = "img.source";

    /** What is read at most of a file in a tree that is shown on one line. */
    private static final int LINE_LIMIT = 64 * 1024;

    /** A store with less room than this is full: btrfs gets into trouble before the last byte is used. */
    public static final long LEAST_SPACE = 16L << 20;

    private final Host host;
    private final Path root;
    private final StateDirectory state;

    private Store(Host host, Path root) {
        this.host = host;
        this.root = root;
        this.state = new StateDirectory(root);
    }

    /**
     * The store at a directory.
     *
     * @throws UserException if there is no directory, or it is not on btrfs
     */
    public static Store at(Host host, Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        Optional<Host.FileSystem> fileSystem = host.fileSystem(root);
        Optional<StoreFault> fault = StoreFault.of(fileSystem);
        if (fault.equals(Optional.of(StoreFault.MISSING))) {
            throw new UserException(Message.of("there-is-no-store-at", root));
        }
        if (fault.equals(Optional.of(StoreFault.NOT_BTRFS))) {
            throw new UserException(Message.of(
                    "the-store-is-on-not", root, fileSystem.orElseThrow().type()));
        }
        return new Store(host, root);
    }

    /** A store to build plans for, whatever is at that directory. */
    public static Store imagined(Host host, Path root) {
        return new Store(host, root);
    }

    /** The directory of the store, absolute. */
    public Path root() {
        return root;
    }

    /** What jocker has written down of images and containers. */
    public StateRecords records() {
        return new StateRecords(state);
    }

    /** Where an image is made. */
    public Staging staging(ImageId image) {
        return Staging.of(state, image);
    }

    StateDirectory state() {
        return state;
    }

    /** How much room is left, in bytes. */
    public long freeBytes() {
        return host.fileSystem(root).map(Host.FileSystem::freeBytes).orElse(0L);
    }

    /** Where the subvolume of an image or container is, or would be. */
    public Path tree(Id id) {
        return root.resolve(id.toString());
    }

    /** All images, by number. */
    public List<ImageId> images() {
        return list(text -> ImageId.find(text));
    }

    /** All containers, running or not, by number. */
    public List<ContainerId> containers() {
        return list(text -> ContainerId.find(text));
    }

    /** Whether the image or container exists: whether there is a subvolume of its name. */
    public boolean contains(Id id) {
        return host.isSubvolume(tree(id));
    }

    /** Whether nothing at all has the name of the image or container. */
    public boolean isFree(Id id) {
        return !Files.exists(tree(id), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The image that an argument names.
     *
     * @throws UserException if there is none
     */
    public ImageId image(String text) {
        return ImageId.find(text).filter(this::contains).orElseThrow(() -> NotFound.image(text));
    }

    /**
     * The container that an argument names.
     *
     * @throws UserException if there is none
     */
    public ContainerId container(String text) {
        return ContainerId.find(text).filter(this::contains).orElseThrow(() -> NotFound.container(text));
    }

    /** What an image was made from, on one line; empty if it does not say. */
    public String source(ImageId image) {
        return line(image, SOURCE_FILE);
    }

    /** The command that a container's own file holds, on one line; the container may have changed it. */
    public String command(ContainerId container) {
        return line(container, container.commandFile());
    }

    /** The first {@code limit} bytes of a regular file in a tree; empty if there is none. */
    public Optional<String> read(Id id, String file, int limit) {
        try {
            return new Tree(tree(id)).read(file, limit);
        } catch (IOException e) {
            return Optional.empty(); // The tree has just been removed, or was not made by jocker and has another shape.
        }
    }

    private String line(Id id, String file) {
        String text = read(id, file, LINE_LIMIT).orElse("");
        int end = text.indexOf('\0'); // No text has one, and a sparse file is nothing else.
        return (end < 0 ? text : text.substring(0, end)).stripTrailing();
    }

    /**
     * The subvolumes that {@code parse}, a lambda, has an id for (start-up: lambdas, streams).
     */
    private <T extends Id> List<T> list(Function<String, Optional<T>> parse) {
        List<T> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                Optional<T> id = parse.apply(entry.getFileName().toString());
                if (id.isPresent() && host.isSubvolume(entry)) {
                    found.add(id.get());
                }
            }
        } catch (IOException e) {
            throw HostException.of(e, "cannot-list", root);
        }
        // Start-up, lambdas: not by Comparator.comparingInt.
        found.sort((one, other) -> Integer.compare(one.number(), other.number()));
        return found;
    }
}
