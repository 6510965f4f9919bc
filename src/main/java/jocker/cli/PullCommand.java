package jocker.cli;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import jocker.engine.MadeImage;
import jocker.engine.PullImage;
import jocker.image.ImageReference;
import jocker.image.Platform;
import jocker.store.NotFound;
import jocker.text.Message;
import jocker.text.Printable;
import jocker.text.UsageException;
import picocli.CommandLine.Model.ArgSpec;

/** {@code pull NAME [TAG]}. */
final class PullCommand extends BaseCommand {
    private static final String PATIENCE = "30";

    private final ArgSpec platform = Arguments.option("OS/ARCH[/VARIANT]", "--platform");
    private final ArgSpec insecure = Arguments.options("HOST", "--insecure");
    private final ArgSpec quiet = Arguments.flag("-q", "--quiet");
    private final ArgSpec patience = Arguments.option("SECONDS", "--patience");
    private final ArgSpec name = Arguments.word(0, "NAME");
    private final ArgSpec tag = Arguments.optionalWord(1, "TAG");

    PullCommand(Invocation invocation) {
        super(invocation, "pull");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(platform, insecure, quiet, patience, name, tag);
    }

    @Override
    public Integer call() {
        Console console = console();
        PullProgress progress =
                new PullProgress(invocation().terminal(console).filter(it -> !Arguments.isSet(quiet)), console.texts());
        PullImage pull = new PullImage(engineToChange(console, progress), progress);
        MadeImage made = pull.pull(new PullImage.Request(
                reference(),
                Arguments.text(platform).map(PullCommand::platform),
                Set.copyOf(Arguments.texts(insecure)),
                limit(),
                invocation().environment()));
        invocation().report(console, "Created: " + made.image());
        return made.status();
    }

    private ImageReference reference() {
        String text = Arguments.text(tag).map(it -> name.getValue() + ":" + it).orElseGet(name::getValue);
        return ImageReference.find(text).orElseThrow(() -> NotFound.image(text));
    }

    private Duration limit() {
        String text = Arguments.text(patience).orElse(PATIENCE);
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new UsageException(Message.of("is-no-number-of", Printable.shown(text), PATIENCE));
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private static Platform platform(String text) {
        return Platform.find(text)
                .orElseThrow(() -> new UsageException(Message.of("is-no-platform-such", Printable.shown(text))));
    }
}
