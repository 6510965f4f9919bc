package jocker.os;

import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/**
 * Sends signals. The JDK can send only TERM and KILL; for the others this class alone loads jnr-posix (start-up: one need).
 */
final class SignalSender {
    private SignalSender() {}

    /** Sends a signal, as kill(2) does. A process that is gone has nothing to be told. */
    static void send(long pid, Signal signal) {
        switch (signal) {
            case TERM -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
            case KILL -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            case HUP, INT -> {
                POSIX posix = POSIXFactory.getNativePOSIX();
                posix.kill(pid, signal.number());
            }
        }
    }
}
