package jocker.image;

import java.util.List;
import java.util.Optional;
import jocker.os.HostException;
import jocker.text.Message;

/**
 * What an image consists of (OCI image-spec, manifest.md; Docker's image manifest version 2, schema 2).
 *
 * @param config the digest of its configuration
 * @param layers its layers, the lowest first
 */
public record Manifest(Digest config, List<Layer> layers) {
    /**
     * One layer, as it is sent.
     *
     * @param digest of the blob
     * @param size of the blob, in bytes
     * @param mediaType how it is packed
     */
    public record Layer(Digest digest, long size, String mediaType) {}

    /** One image of a list that has one for each platform. */
    private record Choice(Platform platform, Digest digest) {}

    /** Copies the layers. */
    public Manifest {
        layers = List.copyOf(layers);
    }

    /** The bytes that a pull fetches at most. */
    public long size() {
        return layers.stream().mapToLong(Layer::size).sum();
    }

    /**
     * Reads a manifest.
     *
     * @throws HostException if it is none
     */
    public static Manifest parse(String text) {
        Json json = Json.parse(text);
        return new Manifest(
                json.object("config").digest("digest"),
                json.objects("layers").stream()
                        .map(layer ->
                                new Layer(layer.digest("digest"), layer.number("size"), layer.required("mediaType")))
                        .toList());
    }

    /**
     * Chooses from an index (OCI image-spec, image-index.md) or a manifest list (Docker).
     *
     * @return the digest of the first manifest for that platform; empty if the text is a manifest itself
     * @throws HostException if it is a list, and has none for that platform
     */
    public static Optional<Digest> choose(String text, Platform platform) {
        Json json = Json.parse(text);
        if (json.members().get("manifests") == null) {
            return Optional.empty();
        }
        List<Choice> choices = json.objects("manifests").stream()
                .map(it -> new Choice(platform(it.object("platform")), it.digest("digest")))
                .filter(it -> !it.platform().os().equals("unknown")) // an attestation, not an image
                .toList();
        return Optional.of(choices.stream()
                .filter(it -> platform.accepts(it.platform()))
                .findFirst()
                .map(Choice::digest)
                .orElseThrow(() -> new HostException(Message.of(
                        "there-is-none-for",
                        platform,
                        choices.stream()
                                .map(it -> it.platform().toString())
                                .distinct()
                                .toList()))));
    }

    private static Platform platform(Json json) {
        return new Platform(
                json.text("os").orElse("unknown"),
                json.text("architecture").orElse("unknown"),
                json.text("variant").orElse(""));
    }
}
