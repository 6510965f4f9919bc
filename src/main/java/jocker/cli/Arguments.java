package jocker.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The pieces of picocli's model of a command. Its annotations would say the same, and take longer to read (start-up: one
 * command). What there is to say of each piece stands in the bundles of texts, where picocli looks it up when
 * the user asks for help: {@code jocker.run.memory} for an option, {@code jocker.run.IMAGE[0]} for a word.
 */
final class Arguments {
    private Arguments() {}

    /** A command. What it has read of the command line, its arguments tell: {@link ArgSpec#getValue}. */
    static CommandSpec command(Object object, String name, List<ArgSpec> arguments) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(object).name(name);
        arguments.forEach(spec::add);
        return spec.addOption(OptionSpec.builder("-h", "--help")
                .arity("0")
                .type(boolean.class)
                .usageHelp(true)
                .build());
    }

    /** An option that is there or not. */
    static OptionSpec flag(String... names) {
        return named(names).type(boolean.class).arity("0").initialValue(false).build();
    }

    /** An option with a text. */
    static OptionSpec option(String label, String... names) {
        return named(names).type(String.class).paramLabel(label).build();
    }

    /** An option with a text, which can be given again and again. */
    static OptionSpec options(String label, String... names) {
        return named(names)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .build();
    }

    private static OptionSpec.Builder named(String... names) {
        return OptionSpec.builder(names[0]).names(names);
    }

    /** A word at a certain place, from 0. */
    static PositionalParamSpec word(int index, String label) {
        return word(index, true, label);
    }

    /** A word that can be left out. */
    static PositionalParamSpec optionalWord(int index, String label) {
        return word(index, false, label);
    }

    private static PositionalParamSpec word(int index, boolean required, String label) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .arity(required ? "1" : "0..1")
                .required(required)
                .type(String.class)
                .paramLabel(label)
                .build();
    }

    /** All words from a certain place on, at least so many. */
    static PositionalParamSpec words(int index, int least, String label) {
        return PositionalParamSpec.builder()
                .index(index + "..*")
                .arity(least + "..*")
                .required(least > 0)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .build();
    }

    /** The text of an option or word; empty if it is not there. */
    static Optional<String> text(ArgSpec argument) {
        return Optional.ofNullable(argument.getValue());
    }

    /** The texts of an option or of words; none if it is not there. */
    static List<String> texts(ArgSpec argument) {
        List<String> texts = argument.getValue();
        return texts == null ? List.of() : List.copyOf(texts);
    }

    /** Whether a flag is there. */
    static boolean isSet(ArgSpec flag) {
        return flag.getValue();
    }
}
