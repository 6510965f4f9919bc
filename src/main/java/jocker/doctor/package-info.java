/** What the host must have, and how to mend what it lacks. */
@NullMarked
package jocker.doctor;

import org.jspecify.annotations.NullMarked;
