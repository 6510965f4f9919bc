package jocker.store;

import java.nio.file.Path;

/**
 * Where one image is made, out of sight, before it gets its place in the store.
 *
 * @param tree the image's tree
 * @param layer where one of its layers is unpacked
 * @param layout where skopeo(1) puts its manifest
 * @param credentials where the credentials are that a helper has told for it
 */
public record Staging(Path tree, Path layer, Path layout, Path credentials) {
    static Staging of(StateDirectory state, ImageId image) {
        Path tree = state.file(StateDirectory.STAGING, image.toString());
        return new Staging(
                tree,
                tree.resolveSibling(image + ".layer"),
                tree.resolveSibling(image + ".oci"),
                tree.resolveSibling(image + ".auth"));
    }
}
