package jocker.image;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What names a blob by what is in it: {@code sha256:} and 64 hexadecimal digits (OCI image-spec, descriptor.md). As it
 * is nothing but letters and digits, it is safe as a file's name.
 *
 * @param hex the digits, in lower case
 */
public record Digest(String hex) {
    private static final String ALGORITHM = "sha256:";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /** Checks the form. */
    public Digest {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not the 64 hexadecimal digits of a sha256");
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
