/** The only code that touches the machine: processes, files, signals. It knows nothing of containers. */
package jocker.os;
