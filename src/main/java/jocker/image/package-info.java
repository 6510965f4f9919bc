/** What a registry says of an image: its name, its manifest, its configuration. Values only; nothing is fetched here. */
@NullMarked
package jocker.image;

import org.jspecify.annotations.NullMarked;
