package jocker.image;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.os.HostException;
import jocker.text.Message;

/**
 * An object of a JSON text, which comes from outside: nothing is expected of it.
 *
 * @param source where it is from, for messages, such as {@code what the registry sent}
 */
record Json(Message source, Map<?, ?> members) {
    /** Where most of it is from. */
    private static final Message REGISTRY = Message.of("what-the-registry-sends");

    static Json parse(String text) {
        return parse(REGISTRY, text);
    }

    static Json parse(Message source, String text) {
        try {
            return new Json(source, JSON.std.mapFrom(text));
        } catch (IOException e) {
            // The first line says what is wrong; those after it can repeat the text, which may be secret.
            String reason = HostException.reason(e).lines().findFirst().orElse("");
            throw new HostException(Message.of("is-no-json-object", source, reason), e);
        }
    }

    /** The JSON text of an object. */
    static String write(Map<String, ?> members) {
        try {
            return JSON.std.asString(members);
        } catch (IOException e) {
            throw new AssertionError("texts and maps can be written", e);
        }
    }

    Optional<String> text(String name) {
        return value(name, String.class);
    }

    String required(String name) {
        return text(name).orElseThrow(() -> lacks(name));
    }

    Digest digest(String name) {
        return Digest.find(required(name)).orElseThrow(() -> lacks(name));
    }

    long number(String name) {
        return value(name, Number.class).orElseThrow(() -> lacks(name)).longValue();
    }

    Json object(String name) {
        return value(name, Map.class).map(it -> new Json(source, it)).orElseGet(() -> new Json(source, Map.of()));
    }

    List<Json> objects(String name) {
        return list(name, Map.class).stream()
                .<Json>map(it -> new Json(source, it))
                .toList();
    }

    List<String> texts(String name) {
        return list(name, String.class);
    }

    private <T> List<T> list(String name, Class<T> type) {
        List<?> found = value(name, List.class).orElseGet(List::of);
        if (!found.stream().allMatch(type::isInstance)) {
            throw lacks(name);
        }
        return found.stream().<T>map(type::cast).toList();
    }

    private <T> Optional<T> value(String name, Class<T> type) {
        Object found = members.get(name);
        if (found != null && !type.isInstance(found)) {
            throw lacks(name);
        }
        return Optional.ofNullable(found).map(type::cast);
    }

    private HostException lacks(String name) {
        return new HostException(Message.of("has-no-proper", source, name));
    }
}
