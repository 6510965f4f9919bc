package jocker.cli;

import java.util.ArrayList;
import java.util.List;
import jocker.doctor.CheckResult;
import jocker.doctor.HostChecks;
import jocker.store.Id;
import jocker.store.Ledger;
import jocker.store.StateRecord;
import jocker.store.Store;
import jocker.text.Message;
import jocker.text.TextLayout;
import jocker.text.Texts;
import picocli.CommandLine.Model.ArgSpec;

/** {@code doctor}. */
final class DoctorCommand extends BaseCommand {
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
        HostChecks checkup = box.checkup();
        List<CheckResult> findings = new ArrayList<>(checkup.all());
        if (HostChecks.isRoot()
                && checkup.store().isMet()
                && HostChecks.controllers(HostChecks.cgroups()).isMet()) {
            findings.add(leftovers(box));
        }
        boolean canDraw = Texts.isUnicode(jocker().environment());
        Console console = box.console();
        for (CheckResult finding : findings) {
            String mark = finding.isMet()
                    ? console.styled(Console.Style.GREEN, canDraw ? TICK : "+")
                    : console.styled(Console.Style.RED, canDraw ? CROSS : "x");
            String says = console.texts().say(finding.isMet() ? finding.says() : finding.complaint());
            console.print(mark + " " + TextLayout.pad(finding.requirement(), REQUIREMENT_COLUMNS) + " " + says);
        }
        return findings.stream().allMatch(CheckResult::isMet) ? 0 : 1;
    }

    private static CheckResult leftovers(Box box) {
        Store store = box.store();
        Ledger ledger = new Ledger(store);
        List<Id> dead = new ArrayList<>(ledger.entries().stream()
                .filter(StateRecord::isDead)
                .map(StateRecord::id)
                .toList());
        dead.addAll(box.leftovers(store, ledger, box.cgroups()).withoutRecord());
        return new CheckResult(
                "leftovers",
                dead.isEmpty(),
                dead.isEmpty() ? Message.of("nothing-is-left") : Message.of("something-is-left", dead),
                dead.isEmpty() ? "" : "jocker prune");
    }
}
