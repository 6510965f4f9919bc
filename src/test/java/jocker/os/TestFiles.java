package jocker.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** The files that tests make and read; a test that cannot is broken. */
public final class TestFiles {
    private TestFiles() {}

    /** Makes a directory, and those that it is in. */
    public static Path make(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file, and makes the directories that it is in. */
    public static void write(Path file, String text) {
        make(file.resolveSibling(""));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has a program be started, as the time tells at which its file was last read. */
    public static void start(Path program) {
        try {
            Files.getFileAttributeView(program, BasicFileAttributeView.class)
                    .setTimes(null, FileTime.from(Instant.now()), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
