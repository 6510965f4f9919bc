/** The primitives of the host: processes, trees, signals. Nothing else touches the machine. */
@NullMarked
package jocker.os;

import org.jspecify.annotations.NullMarked;
