package jocker.image;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jocker.os.Argv;
import jocker.os.FakeHost;
import jocker.os.HostException;

/** A fake host whose questions can fail as commands do, and whose processes are made by the test. */
class ScriptedHost extends FakeHost {
    private final Map<String, Failure> failures = new HashMap<>();
    private final Deque<Child> children = new ArrayDeque<>();
    private final List<String> inputs = new ArrayList<>();

    private record Failure(int status, String said) {}

    /** Has a question fail with a status and with what the command says on stderr. */
    ScriptedHost fail(String line, int status, String said) {
        failures.put(line, new Failure(status, said));
        return this;
    }

    /** Adds the process that the next {@link #spawn} starts. */
    ScriptedHost next(Child child) {
        children.add(child);
        return this;
    }

    /** What the questions were given on stdin. */
    List<String> inputs() {
        return inputs;
    }

    @Override
    public Answer asking(Argv argv, String input) {
        Answer answer = super.asking(argv, input);
        return () -> {
            String text = answer.await();
            inputs.add(input);
            Failure failure = failures.get(argv.shellLine());
            if (failure != null) {
                throw HostException.exited(argv, failure.status(), failure.said());
            }
            return text;
        };
    }

    @Override
    public Child spawn(Argv argv, Stdio stdio) {
        Child other = super.spawn(argv, stdio);
        Child child = children.poll();
        return child == null ? other : child;
    }
}
