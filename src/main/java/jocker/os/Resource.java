package jocker.os;

import java.nio.file.Path;
import java.util.List;

/** Something on the host that is made and taken away, seen by where one looks for it. */
public sealed interface Resource {
    /** A network interface of the caller's network namespace, as {@code ip link} names it. */
    record Interface(String name) implements Resource {}

    /** A mount point of the caller's mount namespace. */
    record MountPoint(Path path) implements Resource {}

    /** A process that has not ended. */
    record Alive(long pid) implements Resource {}

    /** Files or directories: the thing exists as long as one of them does. */
    record Paths(List<Path> paths) implements Resource {
        /** Copies the list. */
        public Paths {
            paths = List.copyOf(paths);
        }

        /** A thing that is seen by one file or directory. */
        public static Paths of(Path path) {
            return new Paths(List.of(path));
        }
    }
}
