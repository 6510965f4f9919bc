package jocker.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a registry is spoken to.
 *
 * @param verified whether it must show a certificate that this machine trusts
 * @param credentials the file that has them (containers-auth.json(5)); empty for those that skopeo(1) finds by itself
 */
public record RegistryAccess(boolean verified, Optional<Path> credentials) {
    /** The same as options of {@code skopeo inspect}. */
    public List<String> inspecting() {
        return options("");
    }

    /** The same as options of {@code skopeo copy}. */
    public List<String> copying() {
        return options("src-");
    }

    private List<String> options(String prefix) {
        return Stream.concat(
                        Stream.of("--" + prefix + "tls-verify=" + verified),
                        credentials.stream().map(file -> "--" + prefix + "authfile=" + file))
                .toList();
    }
}
