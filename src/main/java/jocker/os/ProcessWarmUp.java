package jocker.os;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How the JDK starts processes, and what it initializes before the first. */
public final class ProcessWarmUp {
    /** The last Java that is known to use vfork(2) if it is asked to; it warns on stderr that a later one will not. */
    private static final int LAST_WITH_VFORK = 25;

    /**
     * The first Java that looks for a logger to tell of processes, for which it reads the program's whole file. 21 does
     * so too since one of its updates, but to begin earlier gains nothing there.
     */
    private static final int FIRST_WITH_LOGGER = 22;

    private static final String PROCESSES = "java.lang.ProcessImpl";

    private static final String LOGGERS = "jdk.internal.logger.BootstrapLogger$DetectBackend";

    /** The threads that wait for processes, who is told of their ends, and what no archive of classes takes. */
    private static final List<String> OTHERS = List.of(
            "java.lang.ProcessHandleImpl",
            "java.util.concurrent.CompletableFuture",
            "jdk.internal.event.ProcessStartEvent");

    private ProcessWarmUp() {}

    /**
     * Chooses the quickest way to start a process, and begins to initialize what the first one needs, which takes longer
     * than to start five, on a thread of its own. Must be called once, before any process is started.
     */
    public static void begin() {
        if (Runtime.version().feature() <= LAST_WITH_VFORK) {
            // The default is a helper program that starts the program: two starts for one.
            System.setProperty("jdk.lang.Process.launchMechanism", "VFORK");
            PrintStream err = System.err;
            System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.US_ASCII));
            try {
                initialize(PROCESSES);
            } finally {
                System.setErr(err);
            }
        }
        Thread initializer = new Thread(
                () -> {
                    OTHERS.forEach(ProcessWarmUp::initialize);
                    if (Runtime.version().feature() >= FIRST_WITH_LOGGER) {
                        initialize(LOGGERS);
                    }
                },
                "launch");
        initializer.setDaemon(true);
        initializer.start();
    }

    private static void initialize(String type) {
        try {
            Class.forName(type, true, null);
        } catch (ClassNotFoundException e) {
            return; // This JDK does without, or by another name: it takes the time when the first process is started.
        }
    }
}
