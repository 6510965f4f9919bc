package jocker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jocker.text.Texts;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the build makes of the command line's model: manual pages, and completion for shells. Is no part of a command. */
final class Pages {
    private static final int COLUMNS = 76;

    private Pages() {}

    /**
     * Writes everything below a directory, laid out as below /usr/local/share.
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
        String completion = completion(commands("en"));
        write(share.resolve("bash-completion/completions/jocker"), completion + "complete -F _jocker jocker\n");
        write(
                share.resolve("zsh/site-functions/_jocker"),
                "#compdef jocker\nautoload -U +X bashcompinit && bashcompinit\n" + completion
                        + "complete -F _jocker jocker\n_bash_complete -F _jocker\n");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** The program itself, and then its commands. */
    private static List<CommandLine> commands(String language) {
        CommandLine program = Jocker.commandLine(Map.of(), Jocker.Part.JOCKER, "--lang", language, "help")
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

    private static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    /** Text as groff reads it back. */
    private static String roff(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    /** A function for bash, which zsh can run as well. Ids are those that the store has at that moment. */
    private static String completion(List<CommandLine> commands) {
        CommandLine program = commands.get(0);
        String names = String.join(" ", program.getSubcommands().keySet());
        StringBuilder cases = new StringBuilder();
        commands.stream()
                .skip(1)
                .forEach(command -> cases.append("        ")
                        .append(command.getCommandName())
                        .append(")\n            flags='")
                        .append(options(command))
                        .append("' valued=' ")
                        .append(valued(command))
                        .append(" '\n            labels=(")
                        .append(command.getCommandSpec().positionalParameters().stream()
                                .map(word -> "'" + word.paramLabel() + "'")
                                .collect(Collectors.joining(" ")))
                        .append(")\n            ;;\n"));
        // No variable may be called path, words or options: these are zsh's own.
        return """
                # Completion for jocker. Made by the build from the command line's model.
                _jocker() {
                    local current=${COMP_WORDS[COMP_CWORD]} command='' root=${JOCKER_ROOT:-/var/bocker}
                    local flags='%s' valued=' %s ' position=0 i word label candidate candidates='' labels=()
                    COMPREPLY=()
                    for (( i = 1; i < COMP_CWORD; i++ )); do
                        word=${COMP_WORDS[i]}
                        if [[ $word == --root ]]; then root=${COMP_WORDS[i + 1]}; fi
                        if [[ $word == = ]]; then continue; fi
                        if [[ $valued == *" $word "* ]]; then
                            if [[ ${COMP_WORDS[i + 1]} == = ]]; then i=$(( i + 1 )); fi
                            i=$(( i + 1 ))
                            if (( i >= COMP_CWORD )); then return; fi
                        elif [[ $word == -* ]]; then
                            continue
                        elif [[ -n $command ]]; then
                            position=$(( position + 1 ))
                        else
                            command=$word
                            case $command in
                %s            esac
                        fi
                    done
                    if [[ $current == -* ]]; then
                        candidates=$flags
                    elif [[ -z $command ]]; then
                        candidates='%s'
                    else
                        if (( position >= ${#labels[@]} && ${#labels[@]} > 0 )); then position=$(( ${#labels[@]} - 1 )); fi
                        label=${labels[position]:-}
                        case $label in
                            IMAGE) candidates=$(cd "$root" 2>/dev/null && ls -d img_* 2>/dev/null) ;;
                            CONTAINER) candidates=$(cd "$root" 2>/dev/null && ls -d ps_* 2>/dev/null) ;;
                            ID) candidates=$(cd "$root" 2>/dev/null && ls -d img_* ps_* 2>/dev/null) ;;
                            DIRECTORY) candidates=$(ls -dp -- "$current"* 2>/dev/null | grep '/$') ;;
                            COMMAND) if [[ $command == help || $command == explain ]]; then candidates='%s'; fi ;;
                        esac
                    fi
                    for candidate in $(printf '%%s\\n' $candidates); do
                        if [[ $candidate == "$current"* ]]; then COMPREPLY+=("$candidate"); fi
                    done
                }
                """.formatted(options(program), valued(program), cases, names, names);
    }

    private static String options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.joining(" "));
    }

    private static String valued(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(Pages::takesValue)
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.joining(" "));
    }
}
