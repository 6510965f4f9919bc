package jocker.store;

import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What is kept of an image that came from a registry.
 *
 * @param source its name there, as the list of images shows it
 * @param layers the chain ids of its layers (OCI image-spec, config.md), in hexadecimal digits, the lowest first
 * @param blobs the digests of the same layers as they were sent
 * @param config its configuration, a JSON text
 */
public record PulledImage(String source, List<String> layers, List<String> blobs, String config) {
    /** Copies the lists. */
    public PulledImage {
        layers = List.copyOf(layers);
        blobs = List.copyOf(blobs);
    }

    Properties toProperties() {
        Properties properties = new Properties();
        properties.setProperty("source", source);
        properties.setProperty("layers", String.join(" ", layers));
        properties.setProperty("blobs", String.join(" ", blobs));
        properties.setProperty("config", config);
        return properties;
    }

    static PulledImage of(Properties properties) {
        return new PulledImage(
                properties.getProperty("source", ""),
                words(properties.getProperty("layers")),
                words(properties.getProperty("blobs")),
                properties.getProperty("config", "{}"));
    }

    private static List<String> words(String text) {
        return Optional.ofNullable(text)
                .filter(it -> !it.isEmpty())
                .map(it -> List.of(it.split(" ")))
                .orElseGet(List::of);
    }
}
