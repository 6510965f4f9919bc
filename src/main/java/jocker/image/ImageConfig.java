package jocker.image;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jocker.os.HostException;
import jocker.text.Message;

/**
 * How an image wants to be run, and what its layers unpack to (OCI image-spec, config.md).
 *
 * @param platform what it is for; empty texts if it does not say
 * @param diffIds the digest of each layer, unpacked; the lowest first
 * @param entrypoint what a command is put behind
 * @param command what is run if the user names no command
 * @param environment {@code NAME=value} each
 * @param directory where it is run; empty for the root
 * @param user a name or number, with a group behind a colon where there is one; empty for root
 */
public record ImageConfig(
        Platform platform,
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
                new Platform(
                        json.text("os").orElse(""),
                        json.text("architecture").orElse(""),
                        json.text("variant").orElse("")),
                json.object("rootfs").texts("diff_ids").stream()
                        .map(it -> Digest.find(it)
                                .orElseThrow(() -> new HostException(Message.of("what-the-registry-sent"))))
                        .toList(),
                config.texts("Entrypoint"),
                config.texts("Cmd"),
                config.texts("Env"),
                config.text("WorkingDir").orElse(""),
                config.text("User").orElse(""));
    }

    /**
     * What names each chain of layers, from the lowest up: the first layer's digest, then the digest of that and the
     * next (config.md, "Layer ChainID").
     */
    public List<Digest> chainIds() {
        List<Digest> chain = new ArrayList<>();
        for (Digest diffId : diffIds) {
            chain.add(chain.isEmpty() ? diffId : Digest.of(chain.get(chain.size() - 1) + " " + diffId));
        }
        return List.copyOf(chain);
    }

    /** What is run if the user names no command; nothing if the image does not say. */
    public List<String> defaultCommand() {
        return Stream.concat(entrypoint.stream(), command.stream()).toList();
    }
}
