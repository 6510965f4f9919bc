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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jocker.os.HostException;
import jocker.os.LinuxHost;
import jocker.text.Message;
import jocker.text.UserException;

/**
 * What jocker writes down beside images and containers, in {@code .jocker/} at the store's root, for root only:
 *
 * <pre>
 * lock            held while an id is claimed; the kernel takes it back from whoever dies
 * pull.lock       held by the one pull that may go on
 * entries/ps_42017  one small file for each image or container that jocker has made
 * logs/ps_42017     what the container printed, out of its reach
 * staging/img_42150 an image under way, and what is needed for it; it becomes the store's by a rename
 * layers/HEX        a chain of layers, unpacked: a read-only subvolume named by its chain id
 * blobs/sha256/HEX  a layer as the registry sent it
 * images/img_42150  which layers an image consists of, and how it wants to be run
 * </pre>
 */
public final class Ledger {
    private final Store store;
    private final Path home;

    /** The ledger of a store. Nothing is written before something has to be. */
    public Ledger(Store store) {
        this.store = store;
        this.home = store.root().resolve(".jocker");
    }

    /** Where a container's log is kept. */
    public Path keptLog(ContainerId container) {
        return home.resolve("logs").resolve(container.toString());
    }

    /** Where an image is made, before it gets its place in the store. */
    public Path staging(ImageId image) {
        return home.resolve("staging").resolve(image.toString());
    }

    /** Where a layer of an image is unpacked, before it gets its place. */
    public Path stagingLayer(ImageId image) {
        return home.resolve("staging").resolve(image + ".layer");
    }

    /** Where skopeo(1) puts the manifest of an image under way. */
    public Path layout(ImageId image) {
        return home.resolve("staging").resolve(image + ".oci");
    }

    /** Where a chain of layers is, or would be. */
    public Path layer(String chainId) {
        return home.resolve("layers").resolve(chainId);
    }

    /** Whether a chain of layers is there. */
    public boolean hasLayer(String chainId) {
        return Files.exists(layer(chainId));
    }

    /** Where all blobs are. */
    public Path blobs() {
        return home.resolve("blobs");
    }

    /** Where a blob is, or would be. */
    public Path blob(String hex) {
        return blobs().resolve("sha256").resolve(hex);
    }

    /** Where the credentials are that a helper has told for an image under way. */
    public Path credentials(ImageId image) {
        return home.resolve("staging").resolve(image + ".auth");
    }

    /** Deletes them. */
    public void forgetCredentials(ImageId image) {
        try {
            Files.deleteIfExists(credentials(image));
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-delete", credentials(image), LinuxHost.describe(e)), e);
        }
    }

    /** What is kept of an image that was pulled; empty for any other, such as one that bocker has put in its place. */
    public Optional<PulledImage> pulled(ImageId image) {
        return properties(pulledFile(image))
                .map(PulledImage::of)
                .filter(it -> store.isFree(image)
                        ? find(image).isPresent()
                        : it.source().equals(store.source(image)));
    }

    /** Keeps what there is to know of an image that is being pulled. */
    public void keep(ImageId image, PulledImage pulled) {
        write(pulledFile(image), pulled.toProperties());
    }

    private Path pulledFile(ImageId image) {
        return home.resolve("images").resolve(image.toString());
    }

    /**
     * The chains of layers and the blobs that no image needs.
     *
     * @param without an image that does not count, as it is about to go
     * @return nothing while an image is being pulled: it may be about to use them
     */
    public List<Path> unused(Optional<ImageId> without) {
        if (isPulling()) {
            return List.of();
        }
        List<PulledImage> kept = names("images").stream()
                .flatMap(name -> ImageId.find(name).stream())
                .filter(image -> !without.equals(Optional.of(image)))
                .flatMap(image -> pulled(image).stream())
                .toList();
        Stream<Path> layers = names("layers").stream()
                .filter(name -> kept.stream().noneMatch(it -> it.layers().contains(name)))
                .map(this::layer);
        Stream<Path> blobs = names("blobs/sha256").stream()
                .filter(name -> kept.stream().noneMatch(it -> it.blobs().contains(name)))
                .map(this::blob);
        return Stream.concat(layers, blobs).toList();
    }

    /** The record of an image or container; empty if there is none, as for what bocker has made, or only root may see it. */
    public Optional<StateRecord> find(Id id) {
        try {
            return properties(file(id)).map(properties -> StateRecord.of(id, properties));
        } catch (IllegalArgumentException e) {
            throw new HostException(Message.of("cannot-read", file(id), e.toString()), e);
        }
    }

    /** The records of all containers, by the container's name: to look for each by itself takes longer. */
    public Map<String, StateRecord> containers() {
        Map<String, StateRecord> entries = new HashMap<>();
        for (String name : names("entries")) {
            Optional<StateRecord> entry = ContainerId.find(name).flatMap(this::find);
            if (entry.isPresent()) {
                entries.put(name, entry.get());
            }
        }
        return entries;
    }

    private static Optional<Properties> properties(Path file) {
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
     * Chooses a free container id at random, as bocker does, and writes down that it is taken.
     *
     * @param command the container's command, its words joined by spaces
     * @param blocked tells of an id that something on the box stands in the way of
     * @throws UserException if all ids are taken
     */
    public ContainerId claimContainer(String command, Predicate<ContainerId> blocked) {
        return locked(() -> {
            ContainerId id = freeContainer(blocked);
            write(StateRecord.begun(id, Operation.RUN, Optional.of(command)));
            return id;
        });
    }

    /** The same for an image. */
    public ImageId claimImage(Operation task) {
        return locked(() -> {
            ImageId id = freeImage();
            write(StateRecord.begun(id, task, Optional.empty()));
            return id;
        });
    }

    /** A free container id, not claimed: somebody else may get it a moment later. */
    public ContainerId freeContainer(Predicate<ContainerId> blocked) {
        return free("container", ContainerId::new, id -> isFree(id) && !blocked.test(id));
    }

    /** A free image id, not claimed. */
    public ImageId freeImage() {
        return free("image", ImageId::new, this::isFree);
    }

    /**
     * Takes an image or container that exists into this process's hands, to change or remove it.
     *
     * @throws UserException if another process has it
     */
    public void claim(Id id, Operation task) {
        locked(() -> {
            Optional<StateRecord> entry = find(id);
            entry.filter(StateRecord::isLive).ifPresent(live -> {
                long pid = live.worker().orElseThrow().pid();
                throw new UserException(Message.of("is-in-use-by", id, pid));
            });
            if (task != Operation.REMOVE || store.freeBytes() >= Store.LEAST_SPACE) {
                write(entry.map(it -> it.claimed(task)).orElseGet(() -> StateRecord.begun(id, task, Optional.empty())));
            } // A full store takes no record; and a removal needs none, it is done at once or not at all.
            return id;
        });
    }

    /**
     * Gives back what {@link #claim}, {@link #claimContainer} or {@link #claimImage} took. The records of something
     * that does not exist, or no longer, are deleted.
     *
     * @param outcome how a container's run has ended; empty if it has not run
     */
    public void settle(Id id, Optional<Outcome> outcome) {
        if (id instanceof ImageId || store.isFree(id)) {
            forget(id);
            return;
        }
        find(id).filter(entry -> entry.worker().isPresent() || outcome.isPresent())
                .ifPresent(entry -> write(entry.settled(outcome)));
    }

    /** All records, by id. */
    public List<StateRecord> entries() {
        return names("entries").stream()
                .flatMap(name -> Id.find(name).stream())
                .flatMap(id -> find(id).stream())
                .toList();
    }

    /** The images under way, or left half-way, by id. */
    public List<ImageId> staged() {
        return names("staging").stream()
                .flatMap(name -> ImageId.find(name).stream())
                .toList();
    }

    /** Whether a container's command has ever been started: its log is made right before. */
    public boolean hasStarted(ContainerId container) {
        return Files.exists(keptLog(container));
    }

    /**
     * Takes what a dead process had in its hands into this one's; the record still says what that process was about.
     *
     * @return the record; empty if there is none, or it is in no dead process's hands
     */
    public Optional<StateRecord> inherit(Id id) {
        return locked(() -> {
            Optional<StateRecord> dead = find(id).filter(StateRecord::isDead);
            dead.ifPresent(
                    entry -> write(entry.claimed(entry.worker().orElseThrow().task())));
            return dead;
        });
    }

    /** What {@link #pulling} and {@link #betweenPulls} give; closing it lets the next pull go on. */
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits until no other process pulls, and keeps others from it: a pull builds on the layers of the one before it.
     *
     * @param wait is called again and again while another one pulls; it may throw, to give up
     */
    public Turn pulling(Runnable wait) {
        return turn(wait, () -> false).orElseThrow();
    }

    /**
     * Keeps others from pulling; it waits for whoever else does only that.
     *
     * @param wait as for {@link #pulling}
     * @return empty if an image is being pulled
     */
    public Optional<Turn> betweenPulls(Runnable wait) {
        return turn(wait, this::isPulling);
    }

    private boolean isPulling() {
        return entries().stream()
                .anyMatch(
                        entry -> entry.isLive() && entry.worker().orElseThrow().task() == Operation.PULL);
    }

    private Optional<Turn> turn(Runnable wait, BooleanSupplier giveUp) {
        FileChannel channel = locked(
                () -> FileChannel.open(home.resolve("pull.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        Turn turn = () -> close(channel);
        try {
            while (!giveUp.getAsBoolean()) {
                if (channel.tryLock() != null) {
                    return Optional.of(turn);
                }
                wait.run();
            }
            turn.close();
            return Optional.empty();
        } catch (IOException e) {
            turn.close();
            throw new HostException(Message.of("cannot-lock", home, LinuxHost.describe(e)), e);
        } catch (RuntimeException e) {
            turn.close();
            throw e;
        }
    }

    private void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-unlock", home, LinuxHost.describe(e)), e);
        }
    }

    /** The names in a directory, sorted; without a stream, as {@code ps} has no other that the JVM would have to load. */
    private List<String> names(String directory) {
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
            throw new HostException(Message.of("cannot-list", home.resolve(directory), LinuxHost.describe(e)), e);
        }
    }

    private void forget(Id id) {
        try {
            if (id instanceof ContainerId container) {
                Files.deleteIfExists(keptLog(container));
            }
            if (id instanceof ImageId image && store.isFree(image)) {
                Files.deleteIfExists(pulledFile(image));
            }
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-delete-the-records", id, LinuxHost.describe(e)), e);
        }
    }

    private boolean isFree(Id id) {
        return store.isFree(id) && find(id).flatMap(StateRecord::worker).isEmpty();
    }

    private static <T extends Id> T free(String kind, IntFunction<T> of, Predicate<T> free) {
        int[] numbers = Id.numbers().toArray();
        Random random = new Random();
        for (int left = numbers.length; left > 0; left--) {
            int drawn = random.nextInt(left);
            T id = of.apply(numbers[drawn]);
            if (free.test(id)) {
                return id;
            }
            numbers[drawn] = numbers[left - 1];
        }
        throw new UserException(Message.of("all-ids-are-taken", numbers.length, kind));
    }

    private interface Work<T> {
        T get() throws IOException;
    }

    private <T> T locked(Work<T> work) {
        try {
            for (String directory : List.of("entries", "logs", "staging", "layers", "blobs/sha256", "images")) {
                if (!Files.isDirectory(home.resolve(directory))) {
                    Files.createDirectories(
                            home.resolve(directory),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                }
            }
            try (FileChannel lock =
                    FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                return work.get();
            }
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-write-to", home, LinuxHost.describe(e)), e);
        }
    }

    private void write(StateRecord entry) {
        write(file(entry.id()), entry.toProperties());
    }

    /**
     * Writes a record so that a reader finds the old one or the new one. Nothing waits for the disk, which can take
     * longer than a run: btrfs begins to write a file out when it is renamed over another (btrfs_rename in
     * fs/btrfs/inode.c), and if the power fails even before that, an empty record is left; {@link StateRecord#of} knows what
     * it means.
     */
    private static void write(Path file, Properties properties) {
        Path fresh = file.resolveSibling("." + file.getFileName());
        try {
            Files.writeString(fresh, text(properties));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-write", file, LinuxHost.describe(e)), e);
        }
    }

    /** What Properties.store writes, but for the date in its first line, for which half of java.time is loaded. */
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

    private Path file(Id id) {
        return home.resolve("entries").resolve(id.toString());
    }
}
