package jocker.image;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jocker.os.HostException;

/**
 * How an image wants to be run, and what its layers unpack to (OCI image-spec, config.md).
 *
 * @param diffIds the digest of each layer, unpacked; the lowest first
 * @param entrypoint what a command is put behind
 * @param command what is run if the user names no command
 * @param environment {@code NAME=value} each
 * @param directory where it is run; empty for the root
 * @param user a name or number, with a group behind a colon where there is one; empty for root
 */
public record ImageConfig(
        List<Digest> diffIds,
        List<String> entrypoint,
        List<String> command,
        List<String> environment,
        String directory,
        String user) {
    /** Copies the lists. */
    public ImageConfig {
        diffIds = List.copyOf(diffIds);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        environment = List.copyOf(environment);
    }

    /**
     * Reads a configuration.
     *
     * @throws HostException if it is none
     */
    public static ImageConfig parse(String text) {
        Json json = Json.parse(text);
        Json config = json.object("config");
        return new ImageConfig(
                json.object("rootfs").texts("diff_ids").stream()
                        .map(it -> Digest.find(it)
                                .orElseThrow(() -> new HostException("what the registry sent has no proper diff_ids")))
                        .toList(),
                config.texts("Entrypoint"),
                config.texts("Cmd"),
                config.texts("Env"),
                config.text("WorkingDir").orElse(""),
                config.text("User").orElse(""));
    }

    /** What is run if the user names no command; empty if the image does not say. */
    public Optional<List<String>> defaultCommand() {
        List<String> all = Stream.concat(entrypoint.stream(), command.stream()).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }
}
