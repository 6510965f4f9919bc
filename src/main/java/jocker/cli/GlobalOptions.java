package jocker.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.text.Message;
import jocker.text.Printable;
import jocker.text.Texts;
import jocker.text.UsageException;
import picocli.CommandLine.Model.ArgSpec;

/** The options that stand before the command. */
final class GlobalOptions {
    private static final String LANGUAGE = "--lang";

    private static final String DEFAULT_ROOT = "/var/bocker";

    private final ArgSpec root = Arguments.option("DIR", "--root");
    private final ArgSpec dryRun = Arguments.flag("--dry-run");
    private final ArgSpec verbose = Arguments.flag("--verbose");
    private final ArgSpec explain = Arguments.flag("--explain");
    private final ArgSpec step = Arguments.flag("--step");
    private final ArgSpec language = Arguments.option("LANGUAGE", LANGUAGE);

    /** The options, for the model of the command line. */
    List<ArgSpec> arguments() {
        return List.of(root, dryRun, verbose, explain, step, language);
    }

    /** The store's directory: the option, JOCKER_ROOT, or bocker's own place (bocker 3). */
    Path root(Map<String, String> environment) {
        return Path.of(Arguments.text(root).orElseGet(() -> environment.getOrDefault("JOCKER_ROOT", DEFAULT_ROOT)));
    }

    /** Whether plans are only shown. */
    boolean isDryRun() {
        return Arguments.isSet(dryRun);
    }

    /** How much is told of what is done. */
    Verbosity verbosity() {
        if (Arguments.isSet(step)) {
            return Verbosity.STEP_BY_STEP;
        }
        if (Arguments.isSet(explain)) {
            return Verbosity.EXPLANATIONS;
        }
        return Arguments.isSet(verbose) ? Verbosity.COMMANDS : Verbosity.ANSWER;
    }

    /** Whether stack traces are wanted. */
    boolean isVerbose() {
        return Arguments.isSet(verbose);
    }

    /**
     * The language that has been chosen; empty if none has.
     *
     * @throws UsageException if there is no such language
     */
    Optional<Texts> texts() {
        Optional<String> wanted = Arguments.text(language);
        Optional<Texts> texts = wanted.flatMap(Texts::named);
        if (wanted.isPresent() && texts.isEmpty()) {
            throw new UsageException(Message.of("no-such-language", Printable.shown(wanted.get())));
        }
        return texts;
    }

    /** The language that words before the command choose, when they have not been read yet; empty if they do not. */
    static Optional<Texts> textsIn(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean apart = word.equals(LANGUAGE) && i + 1 < words.size();
            if (apart || word.startsWith(LANGUAGE + "=")) {
                String name = apart ? words.get(i + 1) : word.substring(LANGUAGE.length() + 1);
                return Optional.of(Texts.named(name).orElse(Texts.ENGLISH));
            }
        }
        return Optional.empty();
    }
}
