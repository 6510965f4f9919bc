/** The limits of a container, and the two ways in which Linux enforces them. */
@NullMarked
package jocker.cgroup;

import org.jspecify.annotations.NullMarked;
