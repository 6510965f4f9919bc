package jocker.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jocker.os.HostException;
import jocker.os.Proc;
import jocker.text.Message;

/**
 * The process that works on a container or an image. A pid alone does not name a process for long; with the time it
 * was started, and the boot in which that was, it does.
 *
 * @param operation what it does
 * @param pid its pid
 * @param startTicks when it was started, in clock ticks since boot
 * @param boot the kernel's id of that boot (random(4): /proc/sys/kernel/random/boot_id)
 */
public record Owner(Operation operation, long pid, long startTicks, String boot) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** This very process. */
    public static Owner self(Operation operation) {
        long pid = ProcessHandle.current().pid();
        long startTicks = Proc.startTicks(pid).orElseThrow(() -> new HostException(Message.of("proc-is-not-mounted")));
        return new Owner(operation, pid, startTicks, currentBoot());
    }

    /** Whether that process still runs. */
    public boolean isAlive() {
        return boot.equals(currentBoot())
                && Proc.startTicks(pid).filter(ticks -> ticks == startTicks).isPresent();
    }

    private static String currentBoot() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            throw HostException.of(e, "cannot-read", BOOT_ID);
        }
    }
}
