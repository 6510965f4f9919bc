package jocker.image;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jocker.os.HostException;
import jocker.text.Message;

/**
 * A file in which a user keeps credentials for registries: containers-auth.json(5), or Docker's config.json, which has
 * the same form and can leave all of them to a helper program.
 */
public final class AuthFile {
    /** The name under which docker login keeps the credentials of docker.io, in files and with helpers. */
    private static final String DOCKER_HUB = "https://index.docker.io/v1/";

    /** What a helper calls a user who has a token in the place of a password (docker-credential-helpers). */
    private static final String TOKEN_USER = "<token>";

    private final Json json;

    private AuthFile(Json json) {
        this.json = json;
    }

    /**
     * Reads one.
     *
     * @param file its name, for messages
     * @throws HostException if it is no JSON object
     */
    public static AuthFile parse(Path file, String text) {
        return new AuthFile(Json.parse(Message.verbatim(file.toString()), text));
    }

    /** Whether the file itself has credentials for a registry, or for a part of it that holds the image. */
    public boolean holds(ImageReference reference) {
        String name = reference.registry() + "/" + reference.repository() + "/";
        Json auths = json.object("auths");
        // Where a helper has the password, docker login leaves an empty object.
        return auths.members().keySet().stream()
                .map(Object::toString)
                .filter(key -> !auths.object(key).members().isEmpty())
                .anyMatch(key -> name.startsWith(registry(key) + "/"));
    }

    /** The name of the helper that has the credentials for a registry: {@code pass} for docker-credential-pass. */
    public Optional<String> helper(ImageReference reference) {
        Json helpers = json.object("credHelpers");
        return Stream.of(reference.registry(), serverOf(reference))
                .flatMap(key -> helpers.text(key).stream())
                .findFirst()
                .or(() -> json.text("credsStore"))
                .filter(name -> name.matches("[A-Za-z0-9._-]+"));
    }

    /** By which name a helper knows a registry. */
    public static String serverOf(ImageReference reference) {
        return reference.isDockerHub() ? DOCKER_HUB : reference.registry();
    }

    /**
     * The text of a file that has what a helper has answered.
     *
     * @param answer an object with the members {@code Username} and {@code Secret}
     * @throws HostException if it is no such thing
     */
    public static String ofAnswer(ImageReference reference, String answer) {
        Json credentials = Json.parse(Message.of("what-the-helper-says"), answer);
        String user = credentials.required("Username");
        String secret = credentials.required("Secret");
        boolean isToken = user.equals(TOKEN_USER);
        byte[] pair = (user + ":" + (isToken ? "" : secret)).getBytes(StandardCharsets.UTF_8);
        Map<String, String> auth =
                new HashMap<>(Map.of("auth", Base64.getEncoder().encodeToString(pair)));
        if (isToken) {
            auth.put("identitytoken", secret);
        }
        return Json.write(Map.of("auths", Map.of(reference.registry(), auth)));
    }

    /** Takes the decoration off a name that docker login has written. */
    private static String registry(String key) {
        String bare =
                key.replaceFirst("^https?://", "").replaceFirst("/v[12]/?$", "").replaceFirst("/$", "");
        return bare.equals("index.docker.io") ? ImageReference.DOCKER_HUB : bare;
    }
}
