package jocker.cli;

import java.util.ArrayList;
import java.util.List;
import jocker.doctor.Checkup;
import jocker.doctor.Finding;
import jocker.store.Entry;
import jocker.store.Id;
import jocker.store.Ledger;
import jocker.store.Store;
import jocker.text.Message;
import jocker.text.TextLayout;
import jocker.text.Texts;
import picocli.CommandLine.Model.ArgSpec;

/** {@code doctor}. */
final class DoctorCommand extends NamedCommand {
    private static final String TICK = "\u2713";
    private static final String CROSS = "\u2717";

    private static final int REQUIREMENT_COLUMNS = 11;

    DoctorCommand(Jocker jocker) {
        super(jocker, "doctor");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of();
    }

    @Override
    public Integer call() {
        Box box = jocker().box();
        Checkup checkup = box.checkup();
        List<Finding> findings = new ArrayList<>(checkup.all());
        if (Checkup.isRoot()
                && checkup.store().isMet()
                && Checkup.controllers(Checkup.cgroups()).isMet()) {
            findings.add(leftovers(box));
        }
        boolean canDraw = Texts.isUnicode(jocker().environment());
        Console console = box.console();
        for (Finding finding : findings) {
            String mark = finding.isMet()
                    ? console.styled(Console.Style.GREEN, canDraw ? TICK : "+")
                    : console.styled(Console.Style.RED, canDraw ? CROSS : "x");
            String says = console.texts().say(finding.isMet() ? finding.says() : finding.complaint());
            console.print(mark + " " + TextLayout.pad(finding.requirement(), REQUIREMENT_COLUMNS) + " " + says);
        }
        return findings.stream().allMatch(Finding::isMet) ? 0 : 1;
    }

    private static Finding leftovers(Box box) {
        Store store = box.store();
        Ledger ledger = new Ledger(store);
        List<Id> dead = new ArrayList<>(
                ledger.entries().stream().filter(Entry::isDead).map(Entry::id).toList());
        dead.addAll(box.leftovers(store, ledger, box.cgroups()).withoutRecord());
        return new Finding(
                "leftovers",
                dead.isEmpty(),
                dead.isEmpty() ? Message.of("nothing-is-left") : Message.of("something-is-left", dead),
                dead.isEmpty() ? "" : "jocker prune");
    }
}
