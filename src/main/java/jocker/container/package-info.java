/** What one container is, and how its process is started. */
@NullMarked
package jocker.container;

import org.jspecify.annotations.NullMarked;
