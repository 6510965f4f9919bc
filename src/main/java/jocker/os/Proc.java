package jocker.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What proc(5) says of a process. Every answer is empty, or false, once the process is gone. */
public final class Proc {
    private Proc() {}

    /** When a process was started: clock ticks since boot (field 22 of /proc/PID/stat). With the pid it names it. */
    public static Optional<Long> startTicks(long pid) {
        return stat(Long.toString(pid)).map(fields -> Long.parseLong(fields.get(19)));
    }

    /**
     * Whether a process is the first of a pid namespace right below the caller's: its pids, from the caller's namespace
     * inwards, are one more than the caller's own, and the innermost is 1.
     */
    public static boolean isFirstOfNamespace(long pid) {
        String[] own = namespacePids(ProcessHandle.current().pid());
        String[] its = namespacePids(pid);
        return its.length == own.length + 1 && its[its.length - 1].equals("1");
    }

    private static String[] namespacePids(long pid) {
        return status(pid, "NSpid").orElse("").split("\\s+");
    }

    /** Whether a process has a handler for a signal, ignores it or blocks it: whether it has made up its mind. */
    public static boolean minds(long pid, int signal) {
        return Stream.of("SigCgt", "SigIgn", "SigBlk")
                .flatMap(key -> status(pid, key).stream())
                .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) >>> (signal - 1) & 1) == 1);
    }

    /** Whether there is such a process, and it has not ended: one that its parent has not taken notice of yet has. */
    public static boolean isAlive(long pid) {
        return stat(Long.toString(pid))
                .filter(fields -> !Set.of("Z", "X").contains(fields.get(0)))
                .isPresent();
    }

    /** The pids of a process's children. */
    public static List<Long> children(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Whether a program of this name runs in the caller's network, by itself or as a script of an interpreter. */
    public static boolean isRunning(String program) {
        Optional<Path> network = network(ProcessHandle.current());
        return ProcessHandle.allProcesses()
                .filter(process -> network(process).equals(network))
                .flatMap(process -> read(Path.of("/proc", Long.toString(process.pid()), "cmdline")).stream())
                .anyMatch(line -> Stream.of(line.split("\0"))
                        .limit(2)
                        .anyMatch(word -> word.equals(program) || word.endsWith("/" + program)));
    }

    private static Optional<Path> network(ProcessHandle process) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "ns", "net")));
        } catch (IOException e) {
            return Optional.empty(); // The process is gone.
        }
    }

    /** Whether an open file of this process's, such as 1 or 2, is a terminal. */
    public static boolean isTerminal(int descriptor) {
        try {
            String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
        } catch (IOException e) {
            return false; // It is closed.
        }
    }

    /** Whether this process is in the foreground of its terminal, so that a Ctrl-C reaches its children as well. */
    public static boolean inForeground() {
        // Fields 5 and 8: the process group, and the terminal's foreground process group.
        return stat("self").map(fields -> fields.get(2).equals(fields.get(5))).orElse(false);
    }

    /** The fields of a stat file that follow the command's name, which may itself hold blanks and parentheses. */
    private static Optional<List<String>> stat(String pid) {
        return read(Path.of("/proc", pid, "stat"))
                .map(text -> List.of(text.substring(text.lastIndexOf(')') + 2).split(" ")));
    }

    private static Optional<String> status(long pid, String key) {
        return read(Path.of("/proc", Long.toString(pid), "status"))
                .flatMap(text ->
                        text.lines().filter(line -> line.startsWith(key + ":")).findFirst())
                .map(line -> line.substring(key.length() + 1).strip());
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty(); // The process is gone: the answer, not an error.
        }
    }
}
