package jocker.os;

import java.nio.file.Path;
import jnr.constants.platform.Errno;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Runtime;
import jocker.text.Message;

/** The one system call that neither the JDK nor jnr-posix has. Loaded, with jnr-ffi below jnr-posix, for {@code commit} only. */
final class RenameExchange {
    /** AT_FDCWD of fcntl.h: paths are absolute or relative to the working directory, as anywhere. */
    private static final int AT_FDCWD = -100;

    /** RENAME_EXCHANGE of linux/fs.h. */
    private static final int RENAME_EXCHANGE = 2;

    /** The C library; the method's name is the function's. */
    public interface LibC {
        /** renameat2(2), in glibc since 2.28. */
        int renameat2(int oldDirectory, String oldPath, int newDirectory, String newPath, int flags);
    }

    private RenameExchange() {}

    /**
     * Exchanges two names.
     *
     * @throws HostException if the kernel refuses
     */
    static void exchange(Path one, Path other) {
        LibC c = LibraryLoader.create(LibC.class)
                .option(LibraryOption.SaveError, true)
                .load("c");
        if (c.renameat2(AT_FDCWD, one.toString(), AT_FDCWD, other.toString(), RENAME_EXCHANGE) != 0) {
            Errno reason = Errno.valueOf(Runtime.getRuntime(c).getLastError());
            throw new HostException(Message.of("cannot-exchange-and", one, other, reason.description()));
        }
    }
}
