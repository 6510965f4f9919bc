/** The limits of a container, and the two ways in which Linux enforces them. */
package jocker.cgroup;
