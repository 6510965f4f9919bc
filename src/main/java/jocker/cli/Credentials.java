package jocker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jocker.image.AuthFile;
import jocker.image.ImageReference;
import jocker.os.Argv;
import jocker.os.HostException;
import jocker.os.LinuxHost;
import jocker.text.Message;
import jocker.text.UserException;

/**
 * Where the calling user keeps the credentials for a registry. skopeo(1) looks into root's files, and asks no helper that
 * has all of them ({@code credsStore}); so jocker looks, in the places of containers-auth.json(5), and under sudo in the
 * caller's own.
 */
final class Credentials {
    private final Box box;
    private final ImageReference reference;
    private final Map<String, String> variables;

    /**
     * The credentials for a registry.
     *
     * @param variables the caller's environment
     */
    Credentials(Box box, ImageReference reference, Map<String, String> variables) {
        this.box = box;
        this.reference = reference;
        this.variables = variables;
    }

    /** A user as passwd(5) has one. */
    private record User(String uid, String gid, String home) {}

    /**
     * Finds them.
     *
     * @param made where a file can be made of what a helper answers; the caller deletes it
     * @return the file that has them; empty if there is none, and where skopeo finds the right one by itself
     */
    Optional<Path> find(Path made) {
        Optional<User> caller = caller();
        for (Path file : places(caller)) {
            AuthFile auth = read(file);
            if (auth.holds(reference)) {
                return Optional.of(file);
            }
            Optional<Path> answered = auth.helper(reference).flatMap(helper -> ask(helper, caller, made));
            if (answered.isPresent()) {
                return answered;
            }
        }
        return Optional.empty();
    }

    private Optional<User> caller() {
        return Optional.ofNullable(variables.get("SUDO_UID"))
                .filter(uid -> uid.matches("[0-9]{1,10}"))
                .flatMap(this::lookUp);
    }

    private Optional<User> lookUp(String uid) {
        try {
            String[] fields = box.ask(Argv.of("getent passwd {}", uid)).strip().split(":", -1);
            return fields.length > 5 ? Optional.of(new User(fields[2], fields[3], fields[5])) : Optional.empty();
        } catch (HostException e) {
            return Optional.empty(); // getent ends with 2 for a user who is no longer there.
        }
    }

    private List<Path> places(Optional<User> caller) {
        Optional<Path> named =
                Optional.ofNullable(variables.get("REGISTRY_AUTH_FILE")).map(Path::of);
        if (named.isPresent()) {
            return named.filter(Files::isRegularFile).stream().toList();
        }
        String home = caller.map(User::home).orElse(variables.getOrDefault("HOME", "/root"));
        return Stream.concat(
                        Stream.of(caller.map(user -> "/run/user/" + user.uid()).orElse("/run/containers/0"))
                                .map(it -> Path.of(it, "containers", "auth.json")),
                        Stream.of(".config/containers/auth.json", ".docker/config.json")
                                .map(it -> Path.of(home, it)))
                .filter(Files::isRegularFile)
                .toList();
    }

    private static AuthFile read(Path file) {
        try {
            return AuthFile.parse(file, Files.readString(file));
        } catch (HostException e) {
            throw new UserException(e.message());
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-read", file, LinuxHost.describe(e)), e);
        }
    }

    /** Asks a helper, as the user whose secrets it keeps. A dry run does not: it would have to write them down. */
    private Optional<Path> ask(String helper, Optional<User> caller, Path made) {
        if (box.isDryRun()) {
            return Optional.empty();
        }
        Argv get = Argv.of("docker-credential-{} get", helper);
        Argv argv = caller.map(user -> Argv.of(
                                "setpriv --reuid={} --regid={} --clear-groups env HOME={} XDG_RUNTIME_DIR=/run/user/{}",
                                user.uid(),
                                user.gid(),
                                user.home(),
                                user.uid())
                        .and(get.words()))
                .orElse(get);
        try {
            Files.writeString(made, AuthFile.ofAnswer(reference, box.ask(argv, AuthFile.serverOf(reference))));
            return Optional.of(made);
        } catch (HostException e) {
            return Optional.empty(); // It has none; whether that matters, the registry will say.
        } catch (IOException e) {
            throw new HostException(Message.of("cannot-write", made, LinuxHost.describe(e)), e);
        }
    }
}
