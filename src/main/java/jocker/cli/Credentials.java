package jocker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jocker.image.Reference;
import jocker.os.Argv;
import jocker.os.HostException;

/**
 * Where the calling user keeps the credentials for a registry. skopeo(1) looks into root's files; under sudo they are
 * the user's own, in the places of containers-auth.json(5).
 */
final class Credentials {
    /** The name under which docker login keeps those of docker.io. */
    private static final String DOCKER_HUB = "index.docker.io";

    private Credentials() {}

    /**
     * Finds the first of the user's files that knows the registry.
     *
     * @return empty if there is none, and where skopeo finds the right ones by itself: without sudo, or with
     *     REGISTRY_AUTH_FILE
     */
    static Optional<Path> find(Box box, Reference reference, Map<String, String> variables) {
        Optional<String> uid = Optional.ofNullable(variables.get("SUDO_UID")).filter(it -> it.matches("[0-9]{1,10}"));
        if (uid.isEmpty() || variables.containsKey("REGISTRY_AUTH_FILE")) {
            return Optional.empty();
        }
        String home = home(box, uid.get());
        return Stream.of(
                        Path.of("/run/user", uid.get(), "containers/auth.json"),
                        Path.of(home, ".config/containers/auth.json"),
                        Path.of(home, ".docker/config.json"))
                .filter(file -> knows(file, reference))
                .findFirst();
    }

    private static String home(Box box, String uid) {
        try {
            String[] fields = box.ask(Argv.of("getent passwd {}", uid)).strip().split(":", -1);
            return fields.length > 5 ? fields[5] : "/";
        } catch (HostException e) {
            return "/"; // getent ends with 2 for a user who is no longer there.
        }
    }

    /** Whether a file names the registry, or a program that keeps the passwords of all of them. */
    private static boolean knows(Path file, Reference reference) {
        try {
            String text = Files.isRegularFile(file) ? Files.readString(file) : "";
            String name = reference.registry().equals("docker.io") ? DOCKER_HUB : reference.registry();
            return text.contains(name) || text.contains(reference.registry()) || text.contains("\"credsStore\"");
        } catch (IOException e) {
            throw new HostException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
