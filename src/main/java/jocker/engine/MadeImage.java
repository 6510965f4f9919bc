package jocker.engine;

import jocker.store.ImageId;

/**
 * An image that was made.
 *
 * @param status what to end with: 0, or 128 + n if signal n came when it was whole
 */
public record MadeImage(ImageId image, int status) {}
