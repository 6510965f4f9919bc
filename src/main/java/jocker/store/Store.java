package jocker.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jocker.os.HostException;
import jocker.os.LinuxHost;
import jocker.os.Tree;
import jocker.text.Message;
import jocker.text.UserException;

/**
 * The btrfs file system that holds images and containers, with bocker's layout: subvolumes {@code img_N} and
 * {@code ps_N} side by side. This class only reads; what jocker writes beside them is the {@link Ledger}'s.
 */
public final class Store {
    /** Where an image says what it was made from, below its root (bocker 16). */
    public static final String SOURCE_FILE = "img.source";

    /** What is read at most of a file in a tree that is shown on one line. */
    private static final int LINE_LIMIT = 64 * 1024;

    /** The inode of every subvolume's root (BTRFS_FIRST_FREE_OBJECTID of linux/btrfs_tree.h). */
    private static final long SUBVOLUME_INODE = 256;

    /** A store with less room than this is full: btrfs gets into trouble before the last byte is used. */
    public static final long LEAST_SPACE = 16L << 20;

    private final Path root;
    private final boolean rehearsed;

    private Store(Path root, boolean rehearsed) {
        this.root = root;
        this.rehearsed = rehearsed;
    }

    /** A directory that stands in for a store, on any file system; each directory in it stands in for a subvolume. */
    public static Store rehearsed(Path directory) {
        return new Store(directory, true);
    }

    /**
     * The store at a directory.
     *
     * @throws UserException if there is no directory, or it is not on btrfs
     */
    public static Store at(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(root)) {
                throw new UserException(Message.of("there-is-no-store-at", root));
            }
            String type = Files.getFileStore(root).type();
            if (!type.equals("btrfs")) {
                throw new UserException(Message.of("the-store-is-on-not", root, type));
            }
            return new Store(root, false);
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-look-at", root, LinuxHost.describe(e)), e);
        }
    }

    /** The directory of the store, absolute. */
    public Path root() {
        return root;
    }

    /** How much room is left, in bytes. */
    public long freeBytes() {
        return freeBytes(root);
    }

    /** How much room is left on the file system of a directory, in bytes. */
    public static long freeBytes(Path root) {
        try {
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-look-at", root, LinuxHost.describe(e)), e);
        }
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
        return isSubvolume(tree(id));
    }

    private boolean isSubvolume(Path tree) {
        try {
            Object inode = Files.getAttribute(tree, "unix:ino", LinkOption.NOFOLLOW_LINKS);
            return rehearsed || inode.equals(SUBVOLUME_INODE);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-look-at", tree, LinuxHost.describe(e)), e);
        }
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
            return Optional.empty(); // The tree has just been removed, or was made by somebody else in another shape.
        }
    }

    private String line(Id id, String file) {
        String text = read(id, file, LINE_LIMIT).orElse("");
        int end = text.indexOf('\0'); // No text goes on behind it, and a sparse file is nothing else.
        return (end < 0 ? text : text.substring(0, end)).stripTrailing();
    }

    /**
     * The subvolumes that {@code parse} has an id for. It is to be a lambda: as a reference to a method of a class that is
     * not yet initialized, no archive of Java 17 would hold it.
     */
    private <T extends Id> List<T> list(Function<String, Optional<T>> parse) {
        List<T> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                Optional<T> id = parse.apply(entry.getFileName().toString());
                if (id.isPresent() && isSubvolume(entry)) {
                    found.add(id.get());
                }
            }
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-list", root, LinuxHost.describe(e)), e);
        }
        // Not by Comparator.comparingInt: what it gives can be serialized, and no archive of classes takes that.
        found.sort((one, other) -> Integer.compare(one.number(), other.number()));
        return found;
    }
}
