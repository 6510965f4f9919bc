package jocker.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.plan.InitPlan;
import jocker.plan.Plan;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.Operation;
import jocker.store.Outcome;
import jocker.store.Store;
import jocker.text.Message;
import jocker.text.Printable;
import jocker.text.UserException;
import picocli.CommandLine.Model.ArgSpec;

/** {@code init DIRECTORY}. */
final class InitCommand extends BaseCommand {
    private final ArgSpec directory = Arguments.word(0, "DIRECTORY");

    InitCommand(Jocker jocker) {
        super(jocker, "init");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(directory);
    }

    @Override
    public Integer call() {
        Box box = jocker().box().toChange("init");
        String directory = this.directory.getValue();
        Path from = directory.isEmpty()
                ? Path.of("/nonexistent")
                : Path.of(directory).toAbsolutePath().normalize();
        if (directory.isEmpty() || !Files.isDirectory(from)) {
            throw UserException.inBockersWords("No directory named '" + Printable.shown(directory) + "' exists");
        }
        Store store = box.store();
        if (store.root().startsWith(from)) {
            throw new UserException(Message.of("the-directory-holds-the", store.root()));
        }
        box.requireRoom();
        Ledger ledger = new Ledger(store);
        ImageId image = box.isDryRun() ? ledger.freeImage() : ledger.claimImage(Operation.INIT);
        boolean hasSource = Files.isRegularFile(from.resolve(Store.SOURCE_FILE), LinkOption.NOFOLLOW_LINKS);
        Plan plan = InitPlan.of(store, ledger, image, from, hasSource ? Optional.empty() : Optional.of(directory));
        int status = box.claimed(ledger, image, () -> Outcome.of(box.perform(plan)));
        box.report("Created: " + image);
        return status;
    }
}
