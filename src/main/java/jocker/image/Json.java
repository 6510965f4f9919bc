package jocker.image;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.os.HostException;

/** An object of a JSON text, read with the expectation that somebody else has written it. */
record Json(Map<?, ?> members) {
    static Json parse(String text) {
        try {
            return new Json(JSON.std.mapFrom(text));
        } catch (IOException e) {
            throw new HostException(
                    "what the registry sent is no JSON object: " + HostException.oneLine(e.getMessage()), e);
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
        return value(name, Map.class).map(Json::new).orElseGet(() -> new Json(Map.of()));
    }

    List<Json> objects(String name) {
        return list(name, Map.class).stream().<Json>map(Json::new).toList();
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

    private static HostException lacks(String name) {
        return new HostException("what the registry sent has no proper \"" + name + "\"");
    }
}
