package jocker.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest that names layers, manifests and configurations.
 *
 * @param hex its 64 hexadecimal digits, in lower case
 * @param bytes how many bytes it is the digest of
 */
public record Sha256(String hex, long bytes) {
    private static final int BUFFER = 1 << 16;

    /** Reads a stream to its end. The caller closes it. */
    public static Sha256 of(InputStream in) throws IOException {
        return new Reading(in).finish();
    }

    /** A stream on its way to another reader; what that leaves of it or skips counts, too. */
    static final class Reading extends FilterInputStream {
        private final MessageDigest sha256;
        private long bytes;

        Reading(InputStream in) {
            super(in);
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java has SHA-256", e);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                sha256.update(buffer, offset, count);
                bytes += count;
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            return readNBytes((int) Math.min(count, BUFFER)).length;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** Reads to the end; the digest of all of it. */
        Sha256 finish() throws IOException {
            transferTo(OutputStream.nullOutputStream());
            return new Sha256(HexFormat.of().formatHex(sha256.digest()), bytes);
        }
    }
}
