package jocker.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import jocker.os.Cancellation;

/** Waits for the Enter key, on the caller's terminal or, where there is none, in what comes on stdin. */
final class EnterKey {
    private static final Duration POLL = Duration.ofMillis(20);

    private final InputStream keys = keys();

    /** Waits for the end of a line, or of all input, or for a signal. */
    void await(Cancellation cancellation) {
        Thread reader = new Thread(this::readLine, "enter");
        reader.setDaemon(true);
        reader.start();
        try {
            while (reader.isAlive() && cancellation.signal().isEmpty()) {
                reader.join(POLL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readLine() {
        try {
            for (int key = keys.read(); key != '\n' && key >= 0; ) {
                key = keys.read();
            }
        } catch (IOException e) {
            return; // The terminal is gone: there is no key to wait for.
        }
    }

    private static InputStream keys() {
        try {
            return new FileInputStream("/dev/tty");
        } catch (FileNotFoundException e) {
            return new FileInputStream(FileDescriptor.in);
        }
    }
}
