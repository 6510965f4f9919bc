package jocker.store;

import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import jocker.os.HostException;
import jocker.text.Message;

/**
 * What jocker writes down beside images and containers, in {@code .jocker/} at the store's root, for root only:
 *
 * <pre>
 * lock              held while an id is claimed; the kernel takes it back from a process that dies
 * pull.lock         held by the one pull that builds layers
 * entries/ps_42017  one small file for each image or container that jocker has made
 * logs/ps_42017     what the container printed, out of its reach
 * staging/img_42150 an image under way, and what is needed for it; it becomes the store's by a rename
 * layers/HEX        a chain of layers, unpacked: a read-only subvolume named by its chain id
 * blobs/sha256/HEX  a layer as the registry sent it
 * images/img_42150  which layers an image consists of, and how it wants to be run
 * </pre>
 *
 * <p>Nothing is written before something has to be. This class knows files; what is in them is up to
 * {@link StateRecords}, {@link LayerStore} and {@link Claims}.
 */
final class StateDirectory {
    static final String ENTRIES = "entries";
    static final String LOGS = "logs";
    static final String STAGING = "staging";
    static final String LAYERS = "layers";
    static final String BLOBS = "blobs";
    static final String SHA256_BLOBS = BLOBS + "/sha256";
    static final String IMAGES = "images";

    private static final List<String> DIRECTORIES = List.of(ENTRIES, LOGS, STAGING, LAYERS, SHA256_BLOBS, IMAGES);

    private final Path home;

    /** The directory of the store at {@code root}. */
    StateDirectory(Path root) {
        this.home = root.resolve(".jocker");
    }

    /** A directory, such as {@link #ENTRIES}; whether it exists or not. */
    Path directory(String name) {
        return home.resolve(name);
    }

    /** A file or directory in one of the directories. */
    Path file(String directory, String name) {
        return home.resolve(directory).resolve(name);
    }

    /** The names in a directory, sorted (start-up: streams). */
    List<String> names(String directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.resolve(directory))) {
            for (Path file : files) {
                names.add(file.getFileName().toString());
            }
            Collections.sort(names);
            return names;
        } catch (NoSuchFileException | AccessDeniedException e) {
            return List.of(); // Nothing has been written yet, or only root may see it.
        } catch (IOException e) {
            throw HostException.of(e, "cannot-list", home.resolve(directory));
        }
    }

    /** Reads a file of names and values; empty if there is none, or only root may see it. */
    static Optional<Properties> read(Path file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
            return Optional.of(properties);
        } catch (NoSuchFileException | AccessDeniedException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new HostException(Message.of("cannot-read", file, e.toString()), e);
        }
    }

    /**
     * Writes names and values so that a reader finds the old file or the new one. Nothing waits for the disk, which can
     * take longer than a run: btrfs begins to write a file out when it is renamed over another (btrfs_rename in
     * fs/btrfs/inode.c), and if the power fails even before that, an empty file is left; {@link StateRecord#of} knows
     * what it means.
     */
    static void write(Path file, Properties properties) {
        Path fresh = file.resolveSibling("." + file.getFileName());
        try {
            Files.writeString(fresh, text(properties));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw HostException.of(e, "cannot-write", file);
        }
    }

    /** What Properties.store writes, but for the date in its first line (start-up: one need). */
    private static String text(Properties properties) {
        StringBuilder text = new StringBuilder();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            text.append(name)
                    .append('=')
                    .append(escape(properties.getProperty(name)))
                    .append('\n');
        }
        return text.toString();
    }

    private static String escape(String value) {
        String escaped = value.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace("\f", "\\f");
        return escaped.startsWith(" ") ? "\\" + escaped : escaped;
    }

    /** What is done while the directory is locked. */
    interface Work<T> {
        T get() throws IOException;
    }

    /** Does something that no other jocker does at the same time; makes the directories that are missing. */
    <T> T locked(Work<T> work) {
        try {
            for (String directory : DIRECTORIES) {
                if (!Files.isDirectory(home.resolve(directory))) {
                    Files.createDirectories(
                            home.resolve(directory),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                }
            }
            try (FileChannel lock = openLock("lock")) {
                lock.lock();
                return work.get();
            }
        } catch (IOException e) {
            throw HostException.of(e, "cannot-write-to", home);
        }
    }

    /** Opens a file to lock it. The kernel takes the lock back when the channel is closed, or the process dies. */
    FileChannel openLock(String name) throws IOException {
        return FileChannel.open(home.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Where all of it is. */
    Path home() {
        return home;
    }
}
