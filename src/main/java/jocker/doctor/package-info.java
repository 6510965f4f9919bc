/** What the box must have, and how to mend what it has not. */
@NullMarked
package jocker.doctor;

import org.jspecify.annotations.NullMarked;
