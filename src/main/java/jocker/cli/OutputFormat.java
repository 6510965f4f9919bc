package jocker.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jocker.text.Message;
import jocker.text.Printable;
import jocker.text.UsageException;
import picocli.CommandLine.Model.ArgSpec;

/** In which form a list is printed: for eyes, or as JSON for programs. */
final class OutputFormat {
    private static final String JSON_FORMAT = "json";

    private final ArgSpec option = Arguments.option("FORMAT", "--format");

    /** The option that chooses. */
    ArgSpec option() {
        return option;
    }

    /**
     * Whether the user wants JSON.
     *
     * @throws UsageException if the user wants what there is not
     */
    boolean isJson() {
        boolean json = Arguments.text(option).isPresent();
        if (json && !Arguments.text(option).get().equals(JSON_FORMAT)) {
            throw new UsageException(Message.of(
                    "no-such-format", Printable.shown(Arguments.text(option).get())));
        }
        return json;
    }

    /** A JSON array with a line for each object. */
    static String array(List<Map<String, Object>> objects) {
        return objects.isEmpty()
                ? "[]"
                : objects.stream().map(OutputFormat::object).collect(Collectors.joining(",\n", "[\n", "\n]"));
    }

    /** A JSON object, on one line. */
    static String object(Map<String, Object> members) {
        try {
            return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(members);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // There is no file that could fail.
        }
    }
}
