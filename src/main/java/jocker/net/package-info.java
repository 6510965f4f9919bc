/** The names and numbers of a container's network. */
package jocker.net;
