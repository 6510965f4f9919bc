package jocker.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jocker.text.LazyPattern;

/**
 * What names a blob by what is in it: {@code sha256:} and 64 hexadecimal digits (OCI image-spec, descriptor.md). As it
 * is nothing but letters and digits, it is safe as a file's name.
 *
 * @param hex the digits, in lower case
 */
public record Digest(String hex) {
    private static final String ALGORITHM = "sha256:";
    private static final LazyPattern HEX = new LazyPattern("[0-9a-f]{64}");

    /** Checks the form. */
    public Digest {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not the 64 hexadecimal digits of a sha256");
        }
    }

    /** The digest of a text, in UTF-8. */
    public static Digest of(String text) {
        try {
            return new Digest(Sha256.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                    .hex());
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can be read", e);
        }
    }

    /** Reads {@code sha256:...}; empty for any other text. */
    public static Optional<Digest> find(String text) {
        return text.startsWith(ALGORITHM)
                        && HEX.matcher(text.substring(ALGORITHM.length())).matches()
                ? Optional.of(new Digest(text.substring(ALGORITHM.length())))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return ALGORITHM + hex;
    }
}
