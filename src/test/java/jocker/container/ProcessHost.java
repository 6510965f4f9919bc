package jocker.container;

import jocker.os.Argv;
import jocker.os.FakeHost;
import jocker.os.LinuxHost;
import jocker.os.Signal;

/** A fake host that starts real processes, and keeps what they say from the terminal. */
class ProcessHost extends FakeHost {
    private final LinuxHost linux = new LinuxHost(cancellation());

    @Override
    public Child spawn(Argv argv, Stdio stdio) {
        return linux.spawn(argv, stdio);
    }

    @Override
    public void signal(long pid, Signal signal) {
        super.signal(pid, signal);
        linux.signal(pid, signal);
    }

    @Override
    public void kill(long pid) {
        super.kill(pid);
        linux.kill(pid);
    }
}
