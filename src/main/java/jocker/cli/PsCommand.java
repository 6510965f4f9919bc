package jocker.cli;

import java.util.concurrent.Callable;
import jocker.store.ContainerId;
import jocker.store.Entry;
import jocker.store.Ledger;
import jocker.store.Store;
import jocker.store.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code ps}. */
@Command(name = "ps", description = "List the containers, running or not.")
final class PsCommand implements Callable<Integer> {
    @ParentCommand
    private Jocker jocker;

    @Override
    public Integer call() {
        Box box = jocker.box();
        Store store = box.store();
        Ledger ledger = new Ledger(store);
        box.print("CONTAINER_ID\t\tCOMMAND");
        for (ContainerId container : store.containers()) {
            String command = ledger.find(container).flatMap(Entry::command).orElseGet(() -> store.command(container));
            box.print(container + "\t\t" + Text.visible(command));
        }
        return 0;
    }
}
