/**
 * The program as it is installed, against the real tools: in namespaces of their own, on a btrfs file system in a file.
 *
 * <h2>Start-up</h2>
 *
 * <p>A command takes as long as its JVM takes to start, so what is loaded and linked on its way counts by the tenth of a
 * millisecond. The launcher has the JVM keep an archive of classes, which {@link jocker.it.StartIT} holds to: with it,
 * nothing is loaded from elsewhere, and without it nothing that is not needed. These are the rules for the code on the way
 * of every command, of {@code run} and of {@code ps}; a place that follows one for this reason alone is tagged with
 * "start-up" and the rule's name:
 *
 * <dl>
 *   <dt>lambdas
 *   <dd>No archive of Java 17 holds a reference to a method of a class that is not yet initialized, nor what can be
 *       serialized, such as {@code Comparator.comparingInt} gives: a lambda stands there.
 *   <dt>records
 *   <dd>The JVM makes code for a record's own equals, hashCode and toString when they are first called: they are not.
 *   <dt>streams
 *   <dd>A list that {@code ps} and {@code images} read is read in a loop, where no other stream has been loaded.
 *   <dt>patterns
 *   <dd>A regular expression is compiled when it is first asked ({@link jocker.text.LazyPattern}).
 *   <dt>one command
 *   <dd>Only the command that was named has its class loaded and its model built, without annotations. A method that
 *       makes one of several classes returns an interface, or the JVM would load all to see what they have in common.
 *   <dt>one need
 *   <dd>What few commands need is loaded where it is needed: jnr-posix (a signal other than TERM and KILL), jnr-ffi
 *       (commit), bundles of texts (a message), java.time (nothing).
 *   <dt>files
 *   <dd>What is read two hundred times is opened by path, and read into a buffer.
 *   <dt>processes
 *   <dd>What the first process needs is initialized on a thread beside ({@link jocker.os.ProcessWarmUp}).
 * </dl>
 *
 * <p>The build helps: {@code -XDstringConcat=inline}, and class files of Java 17 for all libraries (pom.xml).
 */
package jocker.it;
