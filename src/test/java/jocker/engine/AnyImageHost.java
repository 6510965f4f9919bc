package jocker.engine;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import jocker.os.Argv;
import jocker.os.FakeHost;
import jocker.os.HostException;
import jocker.text.Message;

/** A fake host that refuses commands whichever image they are about, as its id is drawn at random. */
final class AnyImageHost extends FakeHost {
    private final Set<String> refused = new HashSet<>();

    /** Has a command refused, whose line has img_N for the image and /var/bocker for the store. */
    void refuseForAny(String line) {
        refused.add(line);
    }

    /** A line with img_N for the image and /var/bocker for the store. */
    static String ofAny(String line) {
        return line.replaceAll("/[^ ]*/store\\b", "/var/bocker").replaceAll("img_[0-9]{5}", "img_N");
    }

    private void check(String line) {
        if (refused.contains(ofAny(line))) {
            throw new HostException(Message.verbatim("no"));
        }
    }

    @Override
    public Job start(Argv argv) {
        return () -> {
            check(argv.shellLine());
            return super.start(argv).await();
        };
    }

    @Override
    public void write(Path tree, String file, String line) {
        check("write " + tree.resolve(file) + " " + line);
        super.write(tree, file, line);
    }

    @Override
    public void move(Path from, Path to) {
        check("move " + from + " " + to);
        super.move(from, to);
    }
}
