package jocker.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** A program in a tree, and when it was last read. */
final class Programs {
    private Programs() {}

    /** Makes {@code /bin/prog} below a tree. */
    static Path make(Path tree) throws IOException {
        Path program = tree.resolve("bin/prog");
        Files.createDirectories(program.getParent());
        return Files.writeString(program, "#!/bin/sh\n");
    }

    /** Whether the file system notes when files are read; with noatime nobody can tell what was started. */
    static boolean areNoted(Path directory) throws IOException {
        FileTime before = FileTime.fromMillis(0);
        Path file = Files.writeString(directory.resolve("noted"), "x");
        Files.setAttribute(file, "lastAccessTime", before);
        start(file);
        return !Files.getAttribute(file, "lastAccessTime").equals(before);
    }

    /** Reads a program's file, as the kernel does when it starts it. */
    static void start(Path program) {
        try {
            Files.readAllBytes(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
