package jocker.image;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.os.Tree;
import jocker.text.Message;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A layer of an image: a tar archive that adds to the layers below it, and takes from them by whiteouts (OCI
 * image-spec, layer.md). It comes from outside, and nothing in it is trusted.
 *
 * @param blob the file as it was sent, packed or not
 * @param diffId the sha256 of the archive, unpacked, in hexadecimal digits
 */
public record LayerArchive(Path blob, String diffId) {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final String AUFS = ".wh..wh.";
    private static final int GZIP = 0x1f8b;
    private static final int ZSTD = 0x28b5;
    private static final int BUFFER = 1 << 16;

    /**
     * Takes from the tree what the archive takes away or replaces, and checks all of it meanwhile: a tree that was made
     * of a layer that is refused must be thrown away. Links in the layers below are followed inside the tree only, and
     * none is followed when something is deleted.
     *
     * @throws HostException if it is not what its digest says, has no room, or means to leave the tree
     */
    void prepare(Host host, Path root) throws IOException {
        long bytes = prepare(host, new Tree(root));
        long free = Files.getFileStore(root).getUsableSpace();
        if (bytes > free) {
            throw HostException.noSpace(Message.of("no-room-for-the", blob.getFileName(), bytes >> 20, free >> 20));
        }
    }

    /** Returns how long the archive is, unpacked. */
    private long prepare(Host host, Tree tree) throws IOException {
        Message found;
        try (Sha256.Reading all = new Sha256.Reading(open(host))) {
            Optional<HostException> refused = Optional.empty();
            try {
                TarArchiveInputStream archive = new TarArchiveInputStream(all);
                for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                    prepare(tree, entry);
                }
            } catch (HostException e) {
                refused = Optional.of(e); // Whoever made it, or the disk it was on, is to blame: the digest tells.
            } catch (IOException e) {
                refused = Optional.of(HostException.of(e, "a-layer-is-no"));
            }
            Sha256 sum = all.finish();
            if (sum.hex().equals(diffId)) {
                refused.ifPresent(reason -> {
                    throw reason;
                });
                return sum.bytes();
            }
            found = Message.of("layer-unpacks-to", sum.hex());
        } catch (EOFException | ZipException e) {
            found = Message.of("layer-cannot-be-read", HostException.reason(e));
        }
        Files.delete(blob); // Or the next pull would find it, and fail the same way.
        throw new HostException(Message.of("the-layer-is-not", blob.getFileName(), found, diffId));
    }

    private void prepare(Tree tree, TarArchiveEntry entry) throws IOException {
        String path = entry.getName().replaceAll("/+$", "");
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        String directory = tree.resolve(slash < 0 ? "" : path.substring(0, slash))
                .orElseThrow(() -> new HostException(Message.of("a-layer-has-a", path)));
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            if (!entry.isDirectory()) {
                throw new HostException(Message.of("a-layer-has-something"));
            }
        } else if (name.equals(OPAQUE)) {
            tree.clear(directory);
        } else if (name.startsWith(WHITEOUT) && !name.startsWith(AUFS)) {
            String gone = name.substring(WHITEOUT.length());
            if (gone.isEmpty() || gone.equals(".") || gone.equals("..")) {
                throw new HostException(Message.of("a-layer-takes-away", gone));
            }
            tree.delete(join(directory, gone));
        } else if (!entry.isDirectory() || !tree.isDirectory(join(directory, name))) {
            tree.delete(join(directory, name));
        }
    }

    private static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    /** Feeds the archive to a program that unpacks it. */
    void feed(Host host, Host.Child unpacker) throws IOException {
        try (InputStream archive = open(host);
                OutputStream to = unpacker.input()) {
            archive.transferTo(to);
        } catch (IOException e) {
            if (!unpacker.hasEnded(Duration.ZERO)) {
                throw e;
            } // It has stopped reading, and says why.
        }
    }

    /** The archive, unpacked. Which way it is packed is seen by its first bytes: media types have been wrong before. */
    private InputStream open(Host host) throws IOException {
        int magic;
        try (InputStream start = Files.newInputStream(blob)) {
            magic = start.read() << 8 | start.read();
        }
        if (magic == ZSTD) {
            return host.spawn(Argv.of("zstd -dcq {}", blob), Host.Stdio.FILTER).output();
        }
        InputStream packed = new BufferedInputStream(Files.newInputStream(blob), BUFFER);
        return magic == GZIP ? new GZIPInputStream(packed, BUFFER) : packed;
    }
}
