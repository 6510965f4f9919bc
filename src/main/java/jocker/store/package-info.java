/** What is on the btrfs volume: images, containers, and the records that jocker keeps of them. */
@NullMarked
package jocker.store;

import org.jspecify.annotations.NullMarked;
