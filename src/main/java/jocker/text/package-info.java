/** What jocker says, in the languages that it says it in. */
@NullMarked
package jocker.text;

import org.jspecify.annotations.NullMarked;
