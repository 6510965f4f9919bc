package jocker.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Waits for the Enter key, on the caller's terminal or, where there is none, in what comes on stdin. */
final class StepByStep {
    private final InputStream keys = keys();

    /**
     * Waits for the end of a line, or of all input.
     *
     * @param pause is called again and again meanwhile; it may throw, to give up
     */
    void awaitEnter(Runnable pause) {
        Thread reader = new Thread(this::readLine, "enter");
        reader.setDaemon(true);
        reader.start();
        while (reader.isAlive()) {
            pause.run();
        }
    }

    private void readLine() {
        try {
            for (int key = keys.read(); key != '\n' && key >= 0; ) {
                key = keys.read();
            }
        } catch (IOException e) {
            return; // The terminal is gone, and nobody there to wait for.
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
