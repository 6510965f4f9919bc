/**
 * What jocker does, a class for each verb: facts are gathered, a plan is made, and the plan is performed or shown. It
 * prints nothing, and gets the host that it works on handed in.
 */
@NullMarked
package jocker.engine;

import org.jspecify.annotations.NullMarked;
