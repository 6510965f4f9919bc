package jocker.plan;

import java.util.ArrayList;
import java.util.List;
import jocker.os.Argv;
import jocker.os.FakeHost;

/** A fake host that tells the start of a command from its end. */
final class TracingHost extends FakeHost {
    private final List<String> trace = new ArrayList<>();

    TracingHost(String... refused) {
        super(refused);
    }

    /** Starts and ends, a line each. */
    List<String> trace() {
        return trace;
    }

    @Override
    public Job start(Argv argv) {
        trace.add("start " + argv.shellLine());
        Job job = super.start(argv);
        return () -> {
            int status = job.await();
            trace.add("end " + argv.shellLine());
            return status;
        };
    }
}
