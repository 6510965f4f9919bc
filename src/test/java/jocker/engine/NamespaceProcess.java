package jocker.engine;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.Optional;
import jocker.os.Proc;

/** A real process that is the first of a pid namespace, as a container's is; it needs no root where users may make one. */
final class NamespaceProcess implements AutoCloseable {
    private final Process unshare;
    private final long pid;

    private NamespaceProcess(Process unshare, long pid) {
        this.unshare = unshare;
        this.pid = pid;
    }

    /** Starts one; a test that cannot have one is passed by. */
    static NamespaceProcess start() {
        try {
            Process unshare =
                    new ProcessBuilder("unshare", "-Urpf", "--kill-child", "sh", "-c", "echo; exec cat").start();
            boolean started = unshare.getInputStream().read() == '\n';
            Optional<Long> first = started
                    ? Proc.children(unshare.pid()).stream()
                            .filter(Proc::isFirstOfNamespace)
                            .findFirst()
                    : Optional.empty();
            if (first.isPresent()) {
                return new NamespaceProcess(unshare, first.get());
            }
            unshare.destroy();
            return abort("this user may not make a pid namespace");
        } catch (IOException e) {
            return abort("there is no unshare: " + e.getMessage());
        }
    }

    /** Its pid on the host. */
    long pid() {
        return pid;
    }

    /** Ends it: the end of its input is the end of cat. */
    @Override
    public void close() throws IOException {
        unshare.getOutputStream().close();
    }
}
