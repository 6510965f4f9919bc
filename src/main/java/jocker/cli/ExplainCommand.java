package jocker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jocker.engine.ExampleSteps;
import jocker.plan.Step;
import jocker.text.Message;
import jocker.text.Printable;
import jocker.text.TextLayout;
import jocker.text.Texts;
import jocker.text.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** {@code explain [COMMAND]}: the very plans that the commands perform, with example values. */
final class ExplainCommand extends BaseCommand {
    private final ArgSpec command = Arguments.optionalWord(0, "COMMAND");

    ExplainCommand(Invocation invocation) {
        super(invocation, "explain");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(command);
    }

    @Override
    public Integer call() {
        Console console = console();
        Map<String, CommandLine> commands = spec().root().commandLine().getSubcommands();
        if (Arguments.text(command).isEmpty()) {
            list(console, commands);
            return 0;
        }
        String name = Arguments.text(command).get();
        if (!commands.containsKey(name)) {
            throw new UsageException(Message.of("unknown-command", Printable.shown(name)));
        }
        StepExplanation explanation = new StepExplanation(console.texts(), console::styled);
        explanation.paragraph("explain." + name, "").forEach(console::print);
        List<Step> steps = ExampleSteps.of(invocation().host(), name);
        for (int i = 0; i < steps.size(); i++) {
            console.print("");
            explanation.of(steps.get(i), i + 1).forEach(console::print);
        }
        return 0;
    }

    private static void list(Console console, Map<String, CommandLine> commands) {
        Texts texts = console.texts();
        List<List<String>> rows = new ArrayList<>();
        commands.forEach((name, line) -> {
            if (texts.has("explain." + name)) {
                rows.add(List.of("jocker explain " + name, texts.say("jocker." + name + ".usage.description")));
            }
        });
        TextLayout.align(rows).forEach(console::print);
    }
}
