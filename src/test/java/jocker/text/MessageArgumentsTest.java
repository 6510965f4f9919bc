package jocker.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every message in the sources has as many arguments as its text has places. */
class MessageArgumentsTest {
    private static final int EXPECTED_CALLS = 100;
    private static final ResourceBundle ENGLISH = Texts.ENGLISH.bundle();
    private static final Pattern PLACE = Pattern.compile("\\{([0-9])\\}");
    private static final Pattern START =
            Pattern.compile("\\b(Message\\.of|HostException\\.of|HostException\\.interrupted|say)\\(");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\]*)\"");
    private static final Pattern CHOICE = Pattern.compile("(?s).*\\?\\s*\"([^\"\\\\]*)\"\\s*:\\s*\"([^\"\\\\]*)\"");

    /**
     * A message with a key that is written down.
     *
     * @param arguments how many there are, with those that the method adds
     */
    private record Call(String key, int arguments) {}

    @Test
    void every_message_has_as_many_arguments_as_its_text_has_places() throws IOException {
        List<String> wrong = new ArrayList<>();
        int calls = 0;

        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(it -> it.toString().endsWith(".java")).toList()) {
                for (Call call : calls(Files.readString(source))) {
                    calls++;
                    if (!places(call.key()).equals(upTo(call.arguments()))) {
                        wrong.add(source + ": " + call.key() + " has the places " + places(call.key()) + " and gets "
                                + call.arguments() + " arguments");
                    }
                }
            }
        }

        assertEquals(List.of(), wrong);
        assertTrue(calls >= EXPECTED_CALLS, "only " + calls + " messages were found");
    }

    private static List<Integer> places(String key) {
        return ENGLISH.containsKey(key)
                ? PLACE.matcher(ENGLISH.getString(key))
                        .results()
                        .map(it -> Integer.valueOf(it.group(1)))
                        .distinct()
                        .sorted()
                        .toList()
                : List.of(-1);
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void commas_count_only_between_arguments() {
        String source = """
                a(Message.of("none"), b);
                Message.of("two", f(x, y), new int[] {1, 2});
                Message.of(
                        "three", "a, b) (\\\\", ',', List.of(1, 2).get(0));
                // Message.of("comment", 1, 2)
                /* say("comment", 1) */
                x = "Message.of(";
                texts.say("block", \"""
                        a, "b", c
                        \""", /* one, two */ z);
                Message.of(key, x);
                """;

        assertEquals(
                List.of(new Call("none", 0), new Call("two", 2), new Call("three", 3), new Call("block", 2)),
                calls(source));
    }

    @Test
    void a_reason_that_a_method_adds_counts() {
        String source = """
                throw HostException.of(e, "cannot-write", file);
                throw HostException.of(e, "cannot-write-the-log");
                throw HostException.interrupted(e, "stopped", name);
                """;

        assertEquals(
                List.of(new Call("cannot-write", 2), new Call("cannot-write-the-log", 1), new Call("stopped", 1)),
                calls(source));
    }

    @Test
    void a_choice_of_two_keys_is_two_messages() {
        assertEquals(
                List.of(new Call("one", 1), new Call("two", 1)), calls("Message.of(f(a, b) ? \"one\" : \"two\", x);"));
    }

    private static List<Call> calls(String source) {
        String code = code(source);
        List<Call> calls = new ArrayList<>();
        for (Matcher start = START.matcher(code); start.find(); ) {
            List<String> arguments = arguments(code, start.end());
            int keyAt = start.group(1).startsWith("HostException") ? 1 : 0;
            int added = start.group(1).equals("HostException.of") ? 1 : 0;
            if (arguments.size() > keyAt) {
                int count = arguments.size() - keyAt - 1 + added;
                keys(arguments.get(keyAt)).forEach(key -> calls.add(new Call(key, count)));
            }
        }
        return calls;
    }

    private static List<String> keys(String argument) {
        Matcher literal = LITERAL.matcher(argument);
        if (literal.matches()) {
            return List.of(literal.group(1));
        }
        Matcher choice = CHOICE.matcher(argument);
        return choice.matches() ? List.of(choice.group(1), choice.group(2)) : List.of();
    }

    /** The source without its comments. */
    private static String code(String source) {
        StringBuilder code = new StringBuilder();
        int at = 0;
        while (at < source.length()) {
            int end = endOfPiece(source, at);
            boolean comment = source.startsWith("//", at) || source.startsWith("/*", at);
            code.append(comment ? " " : source.substring(at, end));
            at = end;
        }
        return code.toString();
    }

    /** Where the comment, the text, or the one character ends that begins here. */
    private static int endOfPiece(String source, int at) {
        if (source.startsWith("//", at)) {
            return end(source.indexOf('\n', at), 0, source);
        }
        if (source.startsWith("/*", at)) {
            return end(source.indexOf("*/", at + 2), 2, source);
        }
        if (source.startsWith("\"\"\"", at)) {
            return end(source.indexOf("\"\"\"", at + 3), 3, source);
        }
        char quote = source.charAt(at);
        if (quote != '"' && quote != '\'') {
            return at + 1;
        }
        int end = at + 1;
        while (end < source.length() && source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, source.length());
    }

    private static int end(int found, int length, String source) {
        return found < 0 ? source.length() : found + length;
    }

    /** The arguments of a call, from behind its opening parenthesis to the closing one. */
    private static List<String> arguments(String code, int from) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int start = from;
        for (int at = from; at < code.length(); at = endOfPiece(code, at)) {
            char character = code.charAt(at);
            if (character == ')' && depth == 0) {
                arguments.add(code.substring(start, at).strip());
                break;
            } else if ("([{".indexOf(character) >= 0) {
                depth++;
            } else if (")]}".indexOf(character) >= 0) {
                depth--;
            } else if (character == ',' && depth == 0) {
                arguments.add(code.substring(start, at).strip());
                start = at + 1;
            }
        }
        return arguments;
    }
}
