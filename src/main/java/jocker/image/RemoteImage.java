package jocker.image;

import jocker.store.PulledImage;

/**
 * An image as a registry has it.
 *
 * @param exact names its manifest by the digest
 * @param manifest its layers, as they are sent
 * @param configText its configuration, as it was sent
 * @param config the same, read
 */
public record RemoteImage(ImageReference exact, Manifest manifest, String configText, ImageConfig config) {
    /** What is kept of it. */
    public PulledImage toPulled() {
        return new PulledImage(
                exact.shown(),
                config.chainIds().stream().map(Digest::hex).toList(),
                manifest.layers().stream().map(layer -> layer.digest().hex()).toList(),
                configText);
    }
}
