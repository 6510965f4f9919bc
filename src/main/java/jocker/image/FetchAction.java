package jocker.image;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.os.StreamCollector;
import jocker.plan.Action;
import jocker.plan.ActionListener;

/**
 * Fetches something with a host command, which must end with 0, and bring something all the while. It is tried again if
 * the reason why it fails may pass.
 *
 * @param argv the command
 * @param places the directories in which what it brings shows as files
 * @param patience how long it may bring nothing
 */
public record FetchAction(Argv argv, List<Path> places, Duration patience) implements Action {
    /** Copies the list. */
    public FetchAction {
        places = List.copyOf(places);
    }

    @Override
    public String shellLine() {
        return argv.shellLine();
    }

    @Override
    public List<String> programs() {
        return List.of(argv.program());
    }

    @Override
    public int perform(Host host, ActionListener listener) {
        return new Retry(host.cancellation()).of(() -> once(host, listener));
    }

    private int once(Host host, ActionListener listener) {
        StallWatchdog watchdog = new StallWatchdog(places, patience, listener::fetched);
        Host.Child child = host.spawn(argv, Host.Stdio.QUIET);
        watchdog.watch(child);
        String said = StreamCollector.collect(child.output(), HostException.SAID_LIMIT);
        int status = child.await();
        if (status == 0) {
            return 0;
        }
        throw watchdog.hasBitten()
                ? HostException.stalled(argv, patience.toSeconds(), status)
                : HostException.exited(argv, status, said);
    }
}
