package jocker.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.os.Shell;
import jocker.os.StreamCollector;
import jocker.plan.Action;
import jocker.plan.ActionListener;
import jocker.text.LazyPattern;

/**
 * Unpacks a layer of an image onto the layers below it. The layer's archive is compared with its digest before anything of
 * it is unpacked.
 *
 * @param layer what is unpacked
 * @param tree where to
 * @param unpacker the command that reads the archive from its stdin
 */
public record UnpackAction(LayerArchive layer, Path tree, Argv unpacker) implements Action {
    /** What bsdtar says of a name that is no UTF-8, and when it ends: it has unpacked that file all the same. */
    private static final LazyPattern ODD_NAME =
            new LazyPattern(".*can't be converted.*|bsdtar: Error exit delayed from previous errors\\.");

    /** What is kept of what bsdtar says: each odd name is a line. */
    private static final int SAID_LIMIT = 1 << 24;

    @Override
    public String shellLine() {
        return unpacker.shellLine() + " < " + Shell.quote(layer.blob().toString());
    }

    @Override
    public List<String> programs() {
        return List.of(unpacker.program(), "setpriv", "bsdtar", "zstd");
    }

    @Override
    public int perform(Host host, ActionListener listener) {
        try {
            layer.prepare(host, tree);
            host.cancellation().check();
            Host.Child child = host.spawn(unpacker, Host.Stdio.FED);
            StreamCollector said = new StreamCollector(child.output(), SAID_LIMIT);
            layer.feed(host, child);
            int status = child.await();
            boolean oddNames = status == 1
                    && said.text()
                            .lines()
                            .allMatch(line -> ODD_NAME.matcher(line).matches());
            if (status != 0 && !oddNames) {
                throw HostException.exited(unpacker, status, said.text());
            }
            return 0;
        } catch (IOException e) {
            throw HostException.of(e, "cannot-unpack", layer.blob());
        }
    }
}
