/**
 * Steps as data: they are shown, performed, and taken back. Running, rolling back, {@code --dry-run} and {@code explain}
 * all read the same list. What the steps are about is not known here.
 */
@NullMarked
package jocker.plan;

import org.jspecify.annotations.NullMarked;
