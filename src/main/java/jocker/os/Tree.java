package jocker.os;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jocker.text.Message;

/**
 * A directory tree whose contents come from outside: an image or a container. This is the one way to a file
 * inside it. Every component whose name comes from outside is opened relative to its parent and without following
 * links (openat(2), O_NOFOLLOW), and only regular files are opened, so nothing in the tree can lead out of it or make
 * jocker wait.
 */
public final class Tree {
    /** As many links as the kernel follows on one path (path_resolution(7)). */
    private static final int MAX_LINKS = 40;

    private static final Set<OpenOption> READING = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private static final Set<OpenOption> WRITING = Set.of(
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS);

    private static final Set<String> NO_NAMES = Set.of("", ".", "..");

    private final Path root;

    /** The tree at {@code root}; the directory that holds the root is trusted, the root itself is not. */
    public Tree(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /**
     * Reads a regular file, at most {@code limit} bytes of it.
     *
     * @param file a path relative to the root, such as {@code etc/resolv.conf}
     * @return the text, or empty if there is no regular file that is reached without a link
     */
    public Optional<String> read(String file, int limit) throws IOException {
        try {
            if (isName(file)) {
                return readAtRoot(root.resolve(file), limit);
            }
            return at(file, (parent, name) -> {
                BasicFileAttributes attributes = attributes(parent, name);
                return attributes.isRegularFile()
                        ? Optional.of(text(parent.newByteChannel(name, READING), attributes.size(), limit))
                        : Optional.empty();
            });
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * {@link #read} for a file right below the root, without opening a directory for it (start-up: files). What has the
     * root's name is up to who holds the directory above, which is trusted, so once the root is seen to be no link, only
     * the last component could lead elsewhere.
     */
    private Optional<String> readAtRoot(Path file, int limit) throws IOException {
        if (!attributes(root).isDirectory()) {
            throw new NotDirectoryException(root.toString());
        }
        BasicFileAttributes attributes = attributes(file);
        return attributes.isRegularFile()
                ? Optional.of(text(Files.newByteChannel(file, READING), attributes.size(), limit))
                : Optional.empty();
    }

    /** Reads what is there, or {@code limit} bytes of it, and closes the channel. */
    private static String text(SeekableByteChannel file, long size, int limit) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, limit));
        try (file) {
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {}
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    /** Opens a regular file to read from; empty as for {@link #read}. The caller closes it. */
    public Optional<InputStream> open(String file) throws IOException {
        try {
            return at(file, (parent, name) -> {
                if (!isRegularFile(parent, name)) {
                    return Optional.empty();
                }
                return Optional.of(Channels.newInputStream(parent.newByteChannel(name, READING)));
            });
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes a line and a newline to a file. A regular file keeps its inode and mode; a link, fifo or device of that
     * name is replaced by a new regular file.
     *
     * @throws IOException if a directory on the way is missing, is a link, or the file cannot be written
     */
    public void write(String file, String line) throws IOException {
        try (OutputStream out = create(file)) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Opens a file to write to from its start, under the rules of {@link #write}. The caller closes it. */
    public OutputStream create(String file) throws IOException {
        return at(file, (parent, name) -> {
            if (exists(parent, name) && !isRegularFile(parent, name)) {
                parent.deleteFile(name);
            }
            return Channels.newOutputStream(parent.newByteChannel(name, WRITING));
        });
    }

    /**
     * Finds the file that a program inside the tree would find by this name: links are read with the tree's root as
     * {@code /}, so none leads out of it.
     *
     * @param name absolute or relative to the root, such as {@code /bin/sh}
     * @return a path relative to the root that has no links on its way; empty if there is no such regular file
     */
    public Optional<String> find(String name) throws IOException {
        Optional<String> file = resolve(name).filter(it -> !it.isEmpty());
        return file.filter(it -> Files.isRegularFile(root.resolve(it), LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Says where a name leads inside the tree, whether there is something or not.
     *
     * @return a path relative to the root that has no links on its way, empty text for the root itself; nothing if there
     *     are more links than the kernel would follow
     */
    public Optional<String> resolve(String name) throws IOException {
        Deque<String> rest = new ArrayDeque<>(List.of(name.split("/")));
        Deque<String> found = new ArrayDeque<>();
        for (int links = 0; !rest.isEmpty(); ) {
            String component = rest.pop();
            if (component.equals("..")) {
                found.pollLast();
            } else if (!component.isEmpty() && !component.equals(".")) {
                found.addLast(component);
                Path path = root.resolve(String.join("/", found));
                if (Files.isSymbolicLink(path)) {
                    if (++links > MAX_LINKS) {
                        return Optional.empty();
                    }
                    String target = Files.readSymbolicLink(path).toString();
                    found.removeLast();
                    if (target.startsWith("/")) {
                        found.clear();
                    }
                    List<String> components = Arrays.asList(target.split("/"));
                    Collections.reverse(components);
                    components.forEach(rest::push);
                }
            }
        }
        return Optional.of(String.join("/", found));
    }

    /** Whether there is a directory, reached without a link. */
    public boolean isDirectory(String path) throws IOException {
        try {
            return at(path, (parent, name) -> attributes(parent, name).isDirectory());
        } catch (NoSuchFileException | NotDirectoryException e) {
            return false;
        }
    }

    /** Deletes whatever has this name, if anything has; a directory with all that is in it, a link and not its target. */
    public void delete(String path) throws IOException {
        try {
            at(path, (parent, name) -> {
                if (exists(parent, name)) {
                    delete(parent, name);
                }
                return name;
            });
        } catch (NoSuchFileException | NotDirectoryException e) {
            return; // There is not even a directory that could hold it.
        }
    }

    /** Deletes all that is in a directory; the empty path is the root. */
    public void clear(String path) throws IOException {
        if (path.isEmpty()) {
            try (DirectoryStream<Path> store = Files.newDirectoryStream(root.getParent())) {
                clear(secure(store), root.getFileName());
            }
        } else if (isDirectory(path)) {
            at(path, (parent, name) -> {
                clear(parent, name);
                return name;
            });
        }
    }

    private static void clear(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        try (SecureDirectoryStream<Path> directory = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path child : directory) {
                delete(directory, child.getFileName());
            }
        }
    }

    private static void delete(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        if (attributes(parent, name).isDirectory()) {
            clear(parent, name);
            parent.deleteDirectory(name);
        } else {
            parent.deleteFile(name);
        }
    }

    /** When a regular file was last read; empty if there is none. */
    public Optional<FileTime> accessTime(String file) throws IOException {
        try {
            return at(
                    file, (parent, name) -> Optional.of(attributes(parent, name).lastAccessTime()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Sets the time that {@link #accessTime} answers. */
    public void setAccessTime(String file, FileTime time) throws IOException {
        at(file, (parent, name) -> {
            if (isRegularFile(parent, name)) {
                view(parent, name).setTimes(null, time, null);
            }
            return time;
        });
    }

    private interface Visit<T> {
        T at(SecureDirectoryStream<Path> parent, Path name) throws IOException;
    }

    private <T> T at(String file, Visit<T> visit) throws IOException {
        Path relative = Path.of(file);
        for (Path component : relative) {
            if (NO_NAMES.contains(component.toString())) {
                throw new IllegalArgumentException("not a path inside a tree: " + file);
            }
        }
        try (DirectoryStream<Path> store = Files.newDirectoryStream(root.getParent());
                SecureDirectoryStream<Path> tree =
                        secure(store).newDirectoryStream(root.getFileName(), LinkOption.NOFOLLOW_LINKS)) {
            return descend(tree, relative, visit);
        }
    }

    private static <T> T descend(SecureDirectoryStream<Path> directory, Path rest, Visit<T> visit) throws IOException {
        if (rest.getNameCount() == 1) {
            return visit.at(directory, rest);
        }
        try (SecureDirectoryStream<Path> next =
                directory.newDirectoryStream(rest.getName(0), LinkOption.NOFOLLOW_LINKS)) {
            return descend(next, rest.subpath(1, rest.getNameCount()), visit);
        }
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        throw new HostException(Message.of("this-java-cannot-open"));
    }

    private static boolean exists(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        try {
            attributes(parent, name);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean isRegularFile(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        try {
            return attributes(parent, name).isRegularFile();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean isName(String file) {
        return file.indexOf('/') < 0 && !NO_NAMES.contains(file);
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return view(parent, name).readAttributes();
    }

    private static BasicFileAttributeView view(SecureDirectoryStream<Path> parent, Path name) {
        return parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }
}
