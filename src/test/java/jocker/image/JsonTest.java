package jocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jocker.os.HostException;
import jocker.text.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON texts from outside. */
class JsonTest {
    private static final String TEXT = """
            {"text": "x", "number": 12345678901, "object": {"text": "y"}, "objects": [{"text": "z"}],
            "texts": ["a", "b"], "mixed": ["a", 1], "nothing": null}
            """;

    @Test
    void members_are_read_by_their_types() {
        Json json = Json.parse(TEXT);

        assertEquals(Optional.of("x"), json.text("text"));
        assertEquals("x", json.required("text"));
        assertEquals(12_345_678_901L, json.number("number"));
        assertEquals("y", json.object("object").required("text"));
        assertEquals("z", json.objects("objects").get(0).required("text"));
        assertEquals(List.of("a", "b"), json.texts("texts"));
    }

    @Test
    void what_is_not_there_is_empty() {
        Json json = Json.parse(TEXT);

        for (String name : List.of("nosuch", "nothing")) {
            assertEquals(Optional.empty(), json.text(name), name);
            assertEquals(Map.of(), json.object(name).members(), name);
            assertEquals(List.of(), json.objects(name), name);
            assertEquals(List.of(), json.texts(name), name);
        }
    }

    static List<Arguments> wrong() {
        return List.of(
                of("number", json -> json.text("number")),
                of("nosuch", json -> json.required("nosuch")),
                of("text", json -> json.number("text")),
                of("nosuch", json -> json.number("nosuch")),
                of("text", json -> json.digest("text")),
                of("texts", json -> json.object("texts")),
                of("object", json -> json.objects("object")),
                of("texts", json -> json.objects("texts")),
                of("text", json -> json.texts("text")),
                of("mixed", json -> json.texts("mixed")));
    }

    private static Arguments of(String name, Function<Json, Object> reader) {
        return Arguments.of(name, reader);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_member_of_another_type_is_named_with_its_source(String name, Function<Json, Object> reader) {
        Json json = Json.parse(Message.verbatim("the file"), TEXT);

        HostException e = assertThrows(HostException.class, () -> reader.apply(json));

        assertEquals("the file has no proper \"" + name + "\"", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"x\"", "<html>", "{", "{\"a\":}"})
    void what_is_no_object_is_refused(String text) {
        HostException e = assertThrows(HostException.class, () -> Json.parse(text));

        assertTrue(e.getMessage().startsWith("what the registry sent is no JSON object: "), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), "a message is one line");
    }

    @Test
    void a_text_that_may_be_secret_is_not_repeated() {
        HostException e = assertThrows(HostException.class, () -> Json.parse("{\"auth\": \"c2VjcmV0\" \"more\"}"));

        assertFalse(e.getMessage().contains("c2VjcmV0"), e.getMessage());
    }

    @Test
    void so_many_brackets_that_a_reader_would_overflow_are_refused() {
        String text = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        HostException e = assertThrows(HostException.class, () -> Json.parse(text));

        assertTrue(e.getMessage().startsWith("what the registry sent is no JSON object: "), e.getMessage());
    }

    @Test
    void an_object_is_written_as_it_is_read() {
        String text = Json.write(Map.of("a", Map.of("b", "\"\n")));

        assertEquals("{\"a\":{\"b\":\"\\\"\\n\"}}", text);
        assertEquals("\"\n", Json.parse(text).object("a").required("b"));
    }
}
