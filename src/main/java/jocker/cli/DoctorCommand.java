package jocker.cli;

import java.util.List;
import jocker.doctor.CheckResult;
import jocker.engine.Diagnosis;
import jocker.text.TextLayout;
import jocker.text.Texts;
import picocli.CommandLine.Model.ArgSpec;

/** {@code doctor}. */
final class DoctorCommand extends BaseCommand {
    private static final String TICK = "\u2713";
    private static final String CROSS = "\u2717";

    private static final int REQUIREMENT_COLUMNS = 11;

    DoctorCommand(Invocation invocation) {
        super(invocation, "doctor");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of();
    }

    @Override
    public Integer call() {
        List<CheckResult> results = new Diagnosis(invocation().engine()).results();
        boolean canDraw = Texts.isUnicode(invocation().environment());
        Console console = console();
        for (CheckResult result : results) {
            String mark = result.isMet()
                    ? console.styled(Console.Style.GREEN, canDraw ? TICK : "+")
                    : console.styled(Console.Style.RED, canDraw ? CROSS : "x");
            String says = console.texts().say(result.isMet() ? result.says() : result.complaint());
            console.print(mark + " " + TextLayout.pad(result.requirement(), REQUIREMENT_COLUMNS) + " " + says);
        }
        return results.stream().allMatch(CheckResult::isMet) ? 0 : 1;
    }
}
