/** The command line: one class for each command, and the only code that prints or knows picocli. */
@NullMarked
package jocker.cli;

import org.jspecify.annotations.NullMarked;
