package jocker.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.text.UserException;

/**
 * Where the calling user keeps the credentials for a registry. skopeo(1) looks into root's files, and asks no helper that
 * has all of them ({@code credsStore}); so jocker looks, in the places of containers-auth.json(5), and under sudo in the
 * caller's own.
 */
public final class CredentialFinder {
    private final Host host;
    private final ImageReference reference;
    private final Map<String, String> variables;

    /**
     * The credentials for a registry.
     *
     * @param variables the caller's environment
     */
    public CredentialFinder(Host host, ImageReference reference, Map<String, String> variables) {
        this.host = host;
        this.reference = reference;
        this.variables = variables;
    }

    /** A user as passwd(5) has one. */
    private record User(String uid, String gid, String home) {}

    /**
     * Finds them.
     *
     * @param made where a file can be made of what a helper answers, which the caller deletes; empty if nothing may be
     *     written, and so no helper is asked
     * @return the file that has them; empty if there is none, and where skopeo finds the right one by itself
     */
    public Optional<Path> find(Optional<Path> made) {
        Optional<User> caller = caller();
        for (Path place : places(caller)) {
            AuthFile auth = read(place);
            if (auth.holds(reference)) {
                return Optional.of(place);
            }
            Optional<Path> answered =
                    made.flatMap(file -> auth.helper(reference).flatMap(helper -> ask(helper, caller, file)));
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
            String[] fields = ask(Argv.of("getent passwd {}", uid), "").strip().split(":", -1);
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
            throw HostException.of(e, "cannot-read", file);
        }
    }

    private String ask(Argv argv, String input) {
        return new Retry(host.cancellation()).of(() -> host.ask(argv, input));
    }

    /** Asks a helper, as the user whose secrets it keeps. */
    private Optional<Path> ask(String helper, Optional<User> caller, Path made) {
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
            Files.writeString(made, AuthFile.ofAnswer(reference, ask(argv, AuthFile.serverOf(reference))));
            return Optional.of(made);
        } catch (HostException e) {
            return Optional.empty(); // It has none; whether that matters, the registry will say.
        } catch (IOException e) {
            throw HostException.of(e, "cannot-write", made);
        }
    }
}
