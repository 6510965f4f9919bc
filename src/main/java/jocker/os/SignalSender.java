package jocker.os;

import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/**
 * Sends signals. The JDK can send only TERM and KILL; this class alone loads jnr-posix, which takes longer than a whole
 * run, so it is loaded when there is another signal to send and not before.
 */
final class SignalSender {
    private SignalSender() {}

    /** Sends a signal, as kill(2) does. A process that is gone has nothing to be told. */
    static void send(long pid, Cancellation.Signal signal) {
        if (signal == Cancellation.Signal.TERM) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
            return;
        }
        POSIX posix = POSIXFactory.getNativePOSIX();
        posix.kill(pid, signal.number());
    }

    /** Ends a process that does not listen (SIGKILL). */
    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
