package jocker.recipe;

import java.nio.file.Path;
import jocker.os.Argv;
import jocker.os.Resource;
import jocker.plan.Undo;

/** How things that several recipes make are taken away. */
final class Undos {
    private Undos() {}

    /** Deletes a file. */
    static Undo deleteFile(Path file) {
        return Undo.by(Argv.of("rm -f {}", file), Resource.Paths.of(file));
    }

    /** Deletes a directory with all that is in it, but for what is mounted there. */
    static Undo deleteDirectory(Path directory) {
        return Undo.by(Argv.of("rm -rf --one-file-system {}", directory), Resource.Paths.of(directory));
    }

    /** Deletes a subvolume that has none inside. */
    static Undo deleteSubvolume(Path subvolume) {
        return Undo.by(Argv.of("btrfs subvolume delete {}", subvolume), Resource.Paths.of(subvolume));
    }
}
