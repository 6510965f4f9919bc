package jocker.recipe;

import java.nio.file.Path;
import jocker.os.Argv;
import jocker.os.Resource;
import jocker.plan.Undo;

/** How things that several recipes make are taken away. */
final class Undos {
    private Undos() {}

    /** Deletes a subvolume that has none inside. */
    static Undo deleteSubvolume(Path subvolume) {
        return Undo.by(Argv.of("btrfs subvolume delete {}", subvolume), Resource.Paths.of(subvolume));
    }
}
