package jocker.container;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jocker.os.Argv;
import jocker.os.Cancellation;
import jocker.os.ExecChain;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.os.Shell;
import jocker.os.Tree;
import jocker.plan.Action;
import jocker.plan.ActionListener;
import jocker.text.Message;

/**
 * Starts a container's command and waits for its end: it reads the caller's stdin; its stdout and stderr go, in the order
 * in which they are written, to the caller's stdout and to the log.
 *
 * @param chain the host commands that lead into the container
 * @param tree the container's root
 * @param program what it runs: a program in the tree
 * @param log the log's name below that root
 * @param keptLog a second copy of the log, out of the container's reach
 */
public record StartAction(ExecChain chain, Path tree, String program, String log, Path keptLog) implements Action {
    @Override
    public List<String> programs() {
        return chain.programs();
    }

    @Override
    public String shellLine() {
        return chain.argv().shellLine() + " 2>&1 | tee "
                + Shell.quote(tree.resolve(log).toString());
    }

    /** Returns the command's status: what it exited with, or 128 + n if signal n ended it. */
    @Override
    public int perform(Host host, ActionListener listener) {
        Argv argv = chain.argv();
        try (OutputStream inTree = new Tree(tree).create(log);
                OutputStream kept = Files.newOutputStream(keptLog)) {
            ExecProbe probe = ExecProbe.watch(tree, program);
            Host.Child child = host.spawn(argv, Host.Stdio.READ);
            try (Cancellation.Registration told = host.cancellation().tell(new SignalForwarder(host, child))) {
                OutputTee tee = new OutputTee(List.of(host.stdout(), inTree, kept));
                tee.copy(child.output())
                        .ifPresent(e -> listener.warn(Message.of("the-log-is-incomplete", HostException.reason(e))));
                int status = tee.statusOf(child.await());
                if (probe.isHostsOwn(status, host) && !tee.saysChrootCannotRun()) {
                    throw HostException.exited(argv, status, tee.tail());
                }
                return status;
            }
        } catch (IOException e) {
            throw HostException.of(e, "cannot-write-the-log");
        }
    }
}
