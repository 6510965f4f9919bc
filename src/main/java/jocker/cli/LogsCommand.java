package jocker.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import jocker.os.HostException;
import jocker.os.LinuxHost;
import jocker.os.Tree;
import jocker.store.ContainerId;
import jocker.store.Ledger;
import jocker.store.StateRecord;
import jocker.store.Store;
import jocker.text.Message;
import picocli.CommandLine.Model.ArgSpec;

/** {@code logs CONTAINER}. */
final class LogsCommand extends BaseCommand {
    private final ArgSpec container = Arguments.word(0, "CONTAINER");

    LogsCommand(Jocker jocker) {
        super(jocker, "logs");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(container);
    }

    @Override
    public Integer call() {
        Box box = jocker().box();
        Store store = box.store();
        ContainerId id = store.container(container.getValue());
        try (InputStream log = open(store, id);
                OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            log.transferTo(out);
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-show-the-log", id, LinuxHost.describe(e)), e);
        }
        if (!jocker().isBocker()) {
            new Ledger(store).find(id).flatMap(StateRecord::outcome).ifPresent(outcome -> box.explainEnd(id, outcome));
        }
        return 0;
    }

    /** The log that the container cannot touch; for a container of bocker's, which has none, the one in its tree. */
    private static InputStream open(Store store, ContainerId id) throws IOException {
        try {
            return Files.newInputStream(new Ledger(store).keptLog(id));
        } catch (NoSuchFileException e) {
            Optional<InputStream> log = new Tree(store.tree(id)).open(id.logFile());
            return log.orElseGet(InputStream::nullInputStream);
        }
    }
}
