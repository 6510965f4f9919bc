package jocker.os;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
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
    /** Reads a stream to its end. The caller closes it. */
    public static Sha256 of(InputStream in) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            long bytes = new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
            return new Sha256(HexFormat.of().formatHex(sha256.digest()), bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
