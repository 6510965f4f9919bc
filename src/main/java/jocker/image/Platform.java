package jocker.image;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import jocker.text.LazyPattern;

/**
 * What an image runs on (OCI image-spec, image-index.md).
 *
 * @param os such as {@code linux}
 * @param architecture Go's name for it, such as {@code amd64}
 * @param variant such as {@code v7}; empty for any
 */
public record Platform(String os, String architecture, String variant) {
    private static final LazyPattern FORM = new LazyPattern("([a-z0-9]+)/([a-z0-9_]+)(?:/([a-z0-9.]+))?");

    /** Java's names for what Go calls otherwise. */
    private static final Map<String, String> GO_NAMES = Map.of("x86_64", "amd64", "aarch64", "arm64", "i386", "386");

    /** Reads {@code os/arch[/variant]}; empty for any other text. */
    public static Optional<Platform> find(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Platform(
                        matcher.group(1),
                        matcher.group(2),
                        Optional.ofNullable(matcher.group(3)).orElse("")))
                : Optional.empty();
    }

    /** The host's own. */
    public static Platform own() {
        String architecture = System.getProperty("os.arch");
        return new Platform("linux", GO_NAMES.getOrDefault(architecture, architecture), "");
    }

    /** Whether an image for {@code other} is one for this. */
    public boolean accepts(Platform other) {
        return os.equals(other.os)
                && architecture.equals(other.architecture)
                && (variant.isEmpty() || variant.equals(other.variant));
    }

    /** Whether what this says is another system or architecture; a text that is empty says nothing. */
    public boolean contradicts(Platform other) {
        return (!os.isEmpty() && !os.equals(other.os))
                || (!architecture.isEmpty() && !architecture.equals(other.architecture));
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
