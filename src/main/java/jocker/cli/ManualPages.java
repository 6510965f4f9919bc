package jocker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import jocker.os.Cancellation;
import jocker.os.LinuxHost;
import jocker.text.Texts;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes the manual pages from the command line's model, for the build. Is no part of a command. */
final class ManualPages {
    private static final int COLUMNS = 76;

    private ManualPages() {}

    /**
     * Writes them below a directory, laid out as below /usr/local/share.
     *
     * @param arguments the directory
     */
    public static void main(String[] arguments) throws IOException {
        Path share = Path.of(arguments[0]);
        for (String language : List.of("en", "ja")) {
            Path man = share.resolve(language.equals("en") ? "man/man1" : "man/" + language + "/man1");
            for (CommandLine command : commands(language)) {
                write(man.resolve(command.getCommandSpec().qualifiedName("-") + ".1"), manual(command, language));
            }
        }
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** The program itself, and then its commands. */
    static List<CommandLine> commands(String language) {
        CommandLine program = Jocker.commandLine(
                        Map.of(), Dialect.JOCKER, new LinuxHost(new Cancellation()), "--lang", language, "help")
                .commandLine();
        program.setUsageHelpWidth(COLUMNS);
        return Stream.concat(Stream.of(program), program.getSubcommands().values().stream())
                .toList();
    }

    /** A manual page (man(7)). */
    private static String manual(CommandLine command, String language) {
        Texts texts = Texts.named(language).orElseThrow();
        CommandSpec spec = command.getCommandSpec();
        String name = spec.qualifiedName("-");
        String description = String.join(" ", spec.usageMessage().description());
        StringBuilder page = new StringBuilder();
        page.append(".TH ")
                .append(name.toUpperCase(Locale.ROOT))
                .append(" 1 \"\" \"")
                .append(ProgramVersion.TEXT)
                .append("\"\n");
        page.append(".SH ").append(texts.say("manual-name")).append('\n');
        page.append(roff(name)).append(" \\- ").append(roff(description)).append('\n');
        page.append(".SH ").append(texts.say("manual-synopsis")).append('\n');
        page.append(roff(command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ")))
                .append('\n');
        page.append(".SH ").append(texts.say("manual-description")).append('\n');
        page.append(roff(description)).append('\n');
        if (spec.parent() != null && texts.has("explain." + spec.name())) {
            page.append(".PP\n")
                    .append(roff(texts.say("explain." + spec.name())))
                    .append('\n');
        }
        page.append(".SH ").append(texts.say("manual-options")).append('\n');
        spec.positionalParameters().forEach(word -> entry(page, word.paramLabel(), word));
        spec.options().forEach(option -> entry(page, names(option), option));
        if (spec.parent() == null) {
            page.append(".SH ").append(texts.say("manual-commands")).append('\n');
            command.getSubcommands()
                    .forEach((sub, line) -> page.append(".TP\n\\fB")
                            .append(roff("jocker-" + sub))
                            .append("\\fR(1)\n")
                            .append(roff(String.join(
                                    " ", line.getCommandSpec().usageMessage().description())))
                            .append('\n'));
        } else {
            page.append(".SH ").append(texts.say("manual-see-also")).append("\n\\fBjocker\\fR(1)\n");
        }
        return page.toString();
    }

    private static void entry(StringBuilder page, String name, ArgSpec argument) {
        page.append(".TP\n\\fB").append(roff(name)).append("\\fR\n");
        page.append(roff(String.join(" ", argument.description()))).append('\n');
    }

    private static String names(OptionSpec option) {
        String names = String.join(", ", option.names());
        return takesValue(option) ? names + "=" + option.paramLabel() : names;
    }

    static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    /** Text as groff reads it back. */
    private static String roff(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
