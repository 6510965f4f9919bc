package jocker.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import jocker.text.LazyPattern;

/**
 * The name of an image in a registry, by the rules of {@code docker pull}: {@code centos} is
 * {@code docker.io/library/centos:latest}.
 *
 * @param registry a host, with a port where there is one
 * @param repository the path there
 * @param version a tag, or the digest of a manifest
 * @param shown how the user calls it: {@code centos:7}
 */
public record ImageReference(String registry, String repository, Version version, String shown) {
    static final String DOCKER_HUB = "docker.io";
    private static final String DEFAULT_TAG = "latest";

    /** The grammar of github.com/distribution/reference: host and path, then tag, then digest. */
    private static final LazyPattern FORM =
            new LazyPattern("(?<name>(?:(?<host>(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
                    + "|\\[[0-9A-Fa-f:]+\\])(?::[0-9]{1,5})?)/)?(?<path>[a-z0-9]+(?:(?:[._]|__|-+|/)[a-z0-9]+)*))"
                    + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?");

    private static final int MAX_NAME = 255;

    /** Which of a repository's images. */
    public sealed interface Version {
        /** A name that can be given to another image any time. */
        record Tag(String name) implements Version {}

        /** A manifest and no other. */
        record Exact(Digest digest) implements Version {}
    }

    /**
     * Reads a name; a digest in it wins over a tag.
     *
     * @return empty if the text is no name of an image
     */
    public static Optional<ImageReference> find(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || matcher.group("name").length() > MAX_NAME) {
            return Optional.empty();
        }
        String host = matcher.group("host");
        String path = matcher.group("path");
        if (host == null || !isHost(host)) {
            path = matcher.group("name");
            host = DOCKER_HUB;
            if (!path.equals(path.toLowerCase(Locale.ROOT))) {
                return Optional.empty();
            }
        }
        if (host.equals(DOCKER_HUB) && !path.contains("/")) {
            path = "library/" + path;
        }
        String tag = Optional.ofNullable(matcher.group("tag")).orElse(DEFAULT_TAG);
        Version version = Optional.ofNullable(matcher.group("digest"))
                .flatMap(Digest::find)
                .<Version>map(Version.Exact::new)
                .orElseGet(() -> new Version.Tag(tag));
        String shown =
                matcher.group("name") + (version instanceof Version.Exact exact ? "@" + exact.digest() : ":" + tag);
        return Optional.of(new ImageReference(host, path, version, shown));
    }

    /** The same image by the digest of its manifest. */
    public ImageReference at(Digest digest) {
        return new ImageReference(registry, repository, new Version.Exact(digest), shown);
    }

    /** How skopeo(1) calls it. */
    public String transport() {
        String name = "docker://" + registry + "/" + repository;
        return version instanceof Version.Exact exact
                ? name + "@" + exact.digest()
                : name + ":" + ((Version.Tag) version).name();
    }

    /** Whether the registry is on this machine, where plain http does no harm. */
    public boolean isLocal() {
        return registry.replaceAll("(?<=[^:]):[0-9]+$", "").matches("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]");
    }

    /** Whether the registry is Docker Hub, which has names of its own in some places. */
    public boolean isDockerHub() {
        return registry.equals(DOCKER_HUB);
    }

    private static boolean isHost(String first) {
        return first.contains(".") || first.contains(":") || first.equals("localhost");
    }
}
