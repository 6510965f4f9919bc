package jocker.os;

import java.io.IOException;
import java.util.function.UnaryOperator;
import jocker.text.Message;

/** A host command that runs and must end with 0: the one way in which a process is started. */
final class ChildProcess {
    private final Argv argv;
    private final Process process;
    private final Cancellation.Registration told;

    private ChildProcess(Argv argv, Process process, Cancellation interruption) {
        this.argv = argv;
        this.process = process;
        // What is started after a signal cleans up, and is left to do so.
        boolean cleansUp = interruption.signal().isPresent();
        told = interruption.tell((signal, again) -> {
            if (!cleansUp) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
            }
        });
    }

    /**
     * Starts it. A signal ends it, unless it came before.
     *
     * @throws HostException if it cannot be started
     */
    static ChildProcess start(Argv argv, ProcessBuilder builder, Cancellation interruption) {
        return new ChildProcess(argv, process(argv, builder), interruption);
    }

    /** The process, for what else is to be said to it, or read of it. */
    Process process() {
        return process;
    }

    /**
     * Waits until it has ended.
     *
     * @param complaint tells, of what it has said on stdout, why it has failed
     * @return what it has said on stdout, at most {@code limit} bytes
     * @throws HostException if it has not ended with 0
     */
    String await(int limit, UnaryOperator<String> complaint) {
        try (told) {
            String said = StreamCollector.hear(process.getInputStream(), limit);
            int status = waitFor(argv, process);
            if (status != 0) {
                throw HostException.failed(argv, status, complaint.apply(said));
            }
            return said;
        }
    }

    /**
     * Starts a process and leaves it alone.
     *
     * @throws HostException if it cannot be started
     */
    static Process process(Argv argv, ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-start", argv.shellLine(), LinuxHost.describe(e)), e);
        }
    }

    /** Waits until a process has ended; its status. */
    static int waitFor(Argv argv, Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(Message.of("stopped-waiting-for", argv.shellLine()), e);
        }
    }
}
