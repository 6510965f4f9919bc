package jocker.os;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A process that says what it is told to say, and remembers what it was fed. */
public class ScriptedChild implements Host.Child {
    private final byte[] says;
    private final int status;
    private final ByteArrayOutputStream input = new ByteArrayOutputStream();

    /** A process that says so, and ends with a status. */
    public ScriptedChild(byte[] says, int status) {
        this.says = says.clone();
        this.status = status;
    }

    /** The same for a text. */
    public ScriptedChild(String says, int status) {
        this(says.getBytes(StandardCharsets.UTF_8), status);
    }

    /** A process that reads nothing of what it is fed. */
    public static ScriptedChild deaf(boolean hasEnded) {
        return new ScriptedChild("", 1) {
            @Override
            public OutputStream input() {
                return new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
            }

            @Override
            public boolean hasEnded(Duration patience) {
                return hasEnded;
            }
        };
    }

    /** What it was fed. */
    public byte[] fed() {
        return input.toByteArray();
    }

    @Override
    public long pid() {
        return Long.MAX_VALUE;
    }

    @Override
    public OutputStream input() {
        return input;
    }

    @Override
    public InputStream output() {
        return new ByteArrayInputStream(says);
    }

    @Override
    public boolean hasEnded(Duration patience) {
        return true;
    }

    @Override
    public void kill() {}

    @Override
    public int await() {
        return status;
    }
}
