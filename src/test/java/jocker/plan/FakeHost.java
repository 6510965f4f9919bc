package jocker.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jocker.os.Action;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.os.Resource;
import jocker.text.Message;

/** A machine that only remembers what it was told to do. */
final class FakeHost implements Host {
    private final List<String> done = new ArrayList<>();
    private final Set<String> refused;

    /** A machine that refuses some commands. */
    FakeHost(String... refused) {
        this.refused = Set.of(refused);
    }

    List<String> done() {
        return done;
    }

    private void remember(String line) {
        if (refused.contains(line)) {
            throw new HostException(Message.verbatim("no"));
        }
        done.add(line);
    }

    @Override
    public Going start(Argv argv) {
        return () -> {
            remember(argv.shellLine());
            return 0;
        };
    }

    @Override
    public Answer asking(Argv argv, String input) {
        return () -> {
            remember(argv.shellLine());
            return "";
        };
    }

    @Override
    public void fetch(Action.Fetch fetch) {
        remember(fetch.shellLine());
    }

    @Override
    public int runContainer(Action.Container container) {
        remember(container.chain().argv().shellLine());
        return 0;
    }

    @Override
    public int attach(Action.Attach command) {
        remember(command.chain().argv().shellLine());
        return 0;
    }

    @Override
    public void write(Path tree, String file, String line) {
        remember("write " + tree.resolve(file) + " " + line);
    }

    @Override
    public void move(Path from, Path to) {
        remember("move " + from + " " + to);
    }

    @Override
    public void unpack(Action.Unpack unpack) {
        remember("unpack " + unpack.layer().blob() + " " + unpack.tree());
    }

    @Override
    public void exchange(Path one, Path other) {
        remember("exchange " + one + " " + other);
    }

    @Override
    public void kill(long pid) {
        remember("kill " + pid);
    }

    @Override
    public Optional<Path> find(String program) {
        return Optional.of(Path.of("/usr/bin", program));
    }

    @Override
    public List<Path> mountPoints() {
        return List.of();
    }

    /** Here "undo 3" and "take 3" take away what is seen at /3. */
    @Override
    public boolean exists(Resource evidence) {
        String name = ((Resource.Paths) evidence).paths().get(0).getFileName().toString();
        return !done.contains("undo " + name) && !done.contains("take " + name);
    }
}
