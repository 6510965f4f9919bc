package jocker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** Makes the completion for shells from a template and the command line's model, for the build. Is no part of a command. */
final class ShellCompletion {
    /** The case that stands in the template for those of all commands. */
    private static final Pattern CASE = Pattern.compile("(?m)^ *@COMMAND@\\)\n(?:.*\n)*? *;;\n");

    private ShellCompletion() {}

    /**
     * Writes it below a directory, laid out as below /usr/local/share.
     *
     * @param arguments the directory, and the template
     */
    public static void main(String[] arguments) throws IOException {
        Path share = Path.of(arguments[0]);
        String function = fill(Files.readString(Path.of(arguments[1])), ManualPages.commands("en"));
        ManualPages.write(
                share.resolve("bash-completion/completions/jocker"), function + "complete -F _jocker jocker\n");
        ManualPages.write(
                share.resolve("zsh/site-functions/_jocker"),
                "#compdef jocker\nautoload -U +X bashcompinit && bashcompinit\n" + function
                        + "complete -F _jocker jocker\n_bash_complete -F _jocker\n");
    }

    /** Fills the template in; the program itself comes first in the list, and then its commands. */
    private static String fill(String template, List<CommandLine> commands) {
        Matcher one = CASE.matcher(template);
        if (!one.find()) {
            throw new IllegalArgumentException("the template has no case for a command");
        }
        String cases = commands.stream()
                .skip(1)
                .map(command -> words(one.group(), command).replace("@COMMAND@", command.getCommandName()))
                .collect(Collectors.joining());
        String all = template.substring(0, one.start()) + cases + template.substring(one.end());
        CommandLine program = commands.get(0);
        return words(all, program)
                .replace("@COMMANDS@", String.join(" ", program.getSubcommands().keySet()));
    }

    private static String words(String text, CommandLine command) {
        String labels = command.getCommandSpec().positionalParameters().stream()
                .map(ArgSpec::paramLabel)
                .map(label -> "'" + label + "'")
                .collect(Collectors.joining(" "));
        return text.replace("@FLAGS@", options(command, false))
                .replace("@VALUED@", options(command, true))
                .replace("'@LABELS@'", labels);
    }

    private static String options(CommandLine command, boolean onlyWithValue) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !onlyWithValue || ManualPages.takesValue(option))
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.joining(" "));
    }
}
