package jocker.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jocker.os.Argv;
import jocker.os.Cancellation;
import jocker.os.ExecChain;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.plan.Action;
import jocker.plan.ActionListener;

/**
 * Runs a command in a container that runs, on the caller's own terminal: stdin, stdout and stderr are the caller's.
 *
 * @param chain the host commands that lead into the container
 * @param tree the container's root
 * @param program the command's program, as the container finds it
 */
public record EnterAction(ExecChain chain, Path tree, String program) implements Action {
    /** What chroot(1) ends with if the program cannot be started, or is not there. */
    private static final int CANNOT_RUN = 126;

    private static final int NOT_FOUND = 127;

    @Override
    public List<String> programs() {
        return chain.programs();
    }

    @Override
    public String shellLine() {
        return chain.argv().shellLine();
    }

    /** Returns the command's status: what it exited with, or 128 + n if signal n ended it. */
    @Override
    public int perform(Host host, ActionListener listener) {
        Argv argv = chain.argv();
        try {
            ExecProbe probe = ExecProbe.watch(tree, program);
            Host.Child child = host.spawn(argv, Host.Stdio.INHERITED);
            try (Cancellation.Registration told = host.cancellation().tell(new SignalForwarder(host, child))) {
                int status = child.await();
                if (probe.isHostsOwn(status, host) && status != CANNOT_RUN && status != NOT_FOUND) {
                    throw HostException.exited(argv, status, "");
                }
                return status;
            }
        } catch (IOException e) {
            throw HostException.of(e, "cannot-look-into", tree);
        }
    }
}
