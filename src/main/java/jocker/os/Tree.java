package jocker.os;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A directory tree whose contents somebody else has chosen: an image or a container. This is the one way to a file
 * inside it. Every component is opened relative to its parent and without following links (openat(2), O_NOFOLLOW), and
 * only regular files are opened, so nothing in the tree can lead out of it or make jocker wait.
 */
public final class Tree {
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
        Optional<InputStream> opened = open(file);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = opened.get()) {
            return Optional.of(new String(in.readNBytes(limit), StandardCharsets.UTF_8));
        }
    }

    /** Opens a regular file to read from; empty as for {@link #read}. The caller closes it. */
    public Optional<InputStream> open(String file) throws IOException {
        try {
            return at(file, (parent, name) -> {
                if (!isRegularFile(parent, name)) {
                    return Optional.empty();
                }
                return Optional.of(Channels.newInputStream(openChannel(parent, name, StandardOpenOption.READ)));
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
            return Channels.newOutputStream(openChannel(
                    parent,
                    name,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING));
        });
    }

    private interface Visit<T> {
        T at(SecureDirectoryStream<Path> parent, Path name) throws IOException;
    }

    private <T> T at(String file, Visit<T> visit) throws IOException {
        Path relative = root.getFileName().resolve(file);
        for (Path component : relative) {
            if (Set.of("", ".", "..").contains(component.toString())) {
                throw new IllegalArgumentException("not a path inside a tree: " + file);
            }
        }
        try (DirectoryStream<Path> store = Files.newDirectoryStream(root.getParent())) {
            return descend(secure(store), relative, visit);
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
        throw new HostException("this Java cannot open files relative to a directory (openat), which jocker relies on");
    }

    private static SeekableByteChannel openChannel(
            SecureDirectoryStream<Path> parent, Path name, StandardOpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(Set.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return parent.newByteChannel(name, all);
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
        return exists(parent, name) && attributes(parent, name).isRegularFile();
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }
}
