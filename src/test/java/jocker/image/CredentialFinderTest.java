package jocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.os.HostException;
import jocker.text.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the calling user keeps credentials. */
class CredentialFinderTest {
    /** No user has this number, so that nobody's own files are found. */
    private static final String UID = "4123456789";

    private static final String GETENT = "getent passwd " + UID;
    private static final String ENTRY = "{'auths':{'quay.io':{'auth':'eDp5'}}}";
    private static final String ANSWER = "{\"ServerURL\":\"quay.io\",\"Username\":\"x\",\"Secret\":\"y\"}";
    private static final String ANSWERED = "{\"auths\":{\"quay.io\":{\"auth\":\"eDp5\"}}}";

    @TempDir
    private Path directory;

    private final ScriptedHost host = new ScriptedHost();
    private Path home;
    private Path made;

    @BeforeEach
    void choose_places() {
        home = directory.resolve("home");
        made = directory.resolve("made");
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text.replace('\'', '"'));
    }

    private Optional<Path> find(String image, Map<String, String> variables, Optional<Path> file) {
        ImageReference reference = ImageReference.find(image).orElseThrow();
        return new CredentialFinder(host, reference, variables).find(file);
    }

    private Optional<Path> find(Map<String, String> variables) {
        return find("quay.io/a", variables, Optional.of(made));
    }

    private Map<String, String> atHome() {
        return Map.of("HOME", home.toString());
    }

    private void userExists() {
        host.answer(GETENT, "ann:x:" + UID + ":100:Ann,,,:" + home + ":/bin/sh\n");
    }

    @Test
    void the_file_that_is_named_wins() throws IOException {
        write(home.resolve(".config/containers/auth.json"), ENTRY);
        Path named = write(directory.resolve("named.json"), ENTRY);

        assertEquals(Optional.of(named), find(Map.of("HOME", home.toString(), "REGISTRY_AUTH_FILE", named.toString())));
    }

    @Test
    void no_other_file_takes_the_place_of_one_that_is_named() throws IOException {
        write(home.resolve(".config/containers/auth.json"), ENTRY);

        assertEquals(
                Optional.empty(),
                find(Map.of("HOME", home.toString(), "REGISTRY_AUTH_FILE", directory + "/nosuch.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {".config/containers/auth.json", ".docker/config.json"})
    void the_files_at_home_are_found(String name) throws IOException {
        Path file = write(home.resolve(name), ENTRY);

        assertEquals(Optional.of(file), find(atHome()));
        assertEquals(List.of(), host.done());
    }

    @Test
    void the_file_of_containers_comes_before_dockers() throws IOException {
        Path first = write(home.resolve(".config/containers/auth.json"), ENTRY);
        write(home.resolve(".docker/config.json"), ENTRY);

        assertEquals(Optional.of(first), find(atHome()));
    }

    @Test
    void a_file_without_an_entry_for_the_registry_is_passed_over() throws IOException {
        write(home.resolve(".config/containers/auth.json"), "{'auths':{'ghcr.io':{'auth':'eDp5'}}}");
        Path second = write(home.resolve(".docker/config.json"), ENTRY);

        assertEquals(Optional.of(second), find(atHome()));
    }

    @Test
    void who_has_no_files_has_no_credentials() {
        assertEquals(Optional.empty(), find(atHome()));
        assertEquals(List.of(), host.done());
    }

    @Test
    void under_sudo_the_callers_own_files_are_read() throws IOException {
        userExists();
        Path file = write(home.resolve(".docker/config.json"), ENTRY);
        Path root = directory.resolve("root");
        write(root.resolve(".docker/config.json"), ENTRY);

        Optional<Path> found = find(Map.of("HOME", root.toString(), "SUDO_UID", UID));

        assertEquals(Optional.of(file), found);
        assertEquals(List.of(GETENT), host.done());
    }

    @Test
    void a_caller_who_is_no_longer_there_has_the_home_of_the_environment() throws IOException {
        host.fail(GETENT, 2, "");
        Path file = write(home.resolve(".docker/config.json"), ENTRY);

        assertEquals(Optional.of(file), find(Map.of("HOME", home.toString(), "SUDO_UID", UID)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root", "-1", "1000 0", "--help", "12345678901"})
    void a_caller_whose_number_is_none_is_not_looked_up(String uid) throws IOException {
        Path file = write(home.resolve(".docker/config.json"), ENTRY);

        assertEquals(Optional.of(file), find(Map.of("HOME", home.toString(), "SUDO_UID", uid)));
        assertEquals(List.of(), host.done());
    }

    @Test
    void the_helper_of_a_registry_is_asked_and_its_answer_written_to_the_given_file() throws IOException {
        write(home.resolve(".docker/config.json"), "{'credHelpers':{'quay.io':'pass'},'credsStore':'other'}");
        host.answer("docker-credential-pass get", ANSWER);

        Optional<Path> found = find(atHome());

        assertEquals(Optional.of(made), found);
        assertEquals(ANSWERED, Files.readString(made));
        assertEquals(List.of("docker-credential-pass get"), host.done());
        assertEquals(List.of("quay.io"), host.inputs());
    }

    @Test
    void the_helper_for_all_is_asked_for_docker_hub_by_its_own_name() throws IOException {
        write(home.resolve(".docker/config.json"), "{'auths':{'https://index.docker.io/v1/':{}},'credsStore':'pass'}");
        host.answer("docker-credential-pass get", ANSWER);

        Optional<Path> found = find("debian", atHome(), Optional.of(made));

        assertEquals(Optional.of(made), found);
        assertEquals("{\"auths\":{\"docker.io\":{\"auth\":\"eDp5\"}}}", Files.readString(made));
        assertEquals(List.of("https://index.docker.io/v1/"), host.inputs());
    }

    @Test
    void under_sudo_the_helper_is_asked_as_the_caller() throws IOException {
        userExists();
        write(home.resolve(".docker/config.json"), "{'credsStore':'pass'}");
        String line = "setpriv --reuid=" + UID + " --regid=100 --clear-groups env HOME=" + home
                + " XDG_RUNTIME_DIR=/run/user/" + UID + " docker-credential-pass get";
        host.answer(line, ANSWER);

        Optional<Path> found = find(Map.of("HOME", "/root", "SUDO_UID", UID));

        assertEquals(Optional.of(made), found);
        assertEquals(ANSWERED, Files.readString(made));
        assertEquals(List.of(GETENT, line), host.done());
    }

    @Test
    void no_helper_is_asked_where_nothing_may_be_written() throws IOException {
        write(home.resolve(".docker/config.json"), "{'credsStore':'pass'}");

        Optional<Path> found = find("quay.io/a", atHome(), Optional.empty());

        assertEquals(Optional.empty(), found);
        assertEquals(List.of(), host.done());
    }

    @Test
    void an_entry_in_the_file_spares_the_helper() throws IOException {
        Path file =
                write(home.resolve(".docker/config.json"), "{'auths':{'quay.io':{'auth':'eDp5'}},'credsStore':'pass'}");

        assertEquals(Optional.of(file), find(atHome()));
        assertEquals(List.of(), host.done());
    }

    @Test
    void a_helper_that_has_none_leaves_the_next_file() throws IOException {
        write(home.resolve(".config/containers/auth.json"), "{'credsStore':'pass'}");
        Path second = write(home.resolve(".docker/config.json"), ENTRY);
        host.fail("docker-credential-pass get", 1, "credentials not found in native keychain");

        assertEquals(Optional.of(second), find(atHome()));
        assertFalse(Files.exists(made), "there is no answer to write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no credentials", "{}", "{\"Username\":\"x\"}"})
    void an_answer_that_has_no_credentials_is_none(String answer) throws IOException {
        write(home.resolve(".docker/config.json"), "{'credsStore':'pass'}");
        host.answer("docker-credential-pass get", answer);

        assertEquals(Optional.empty(), find(atHome()));
        assertFalse(Files.exists(made), "there is no answer to write");
    }

    @Test
    void an_answer_that_cannot_be_written_is_told() throws IOException {
        write(home.resolve(".docker/config.json"), "{'credsStore':'pass'}");
        host.answer("docker-credential-pass get", ANSWER);
        Path nowhere = directory.resolve("nosuch/made");

        HostException e = assertThrows(HostException.class, () -> find("quay.io/a", atHome(), Optional.of(nowhere)));

        assertEquals("cannot write " + nowhere + ": " + nowhere + " (NoSuchFile)", e.getMessage());
    }

    @Test
    void a_broken_file_is_named_and_its_secrets_are_not_repeated() throws IOException {
        Path file = write(home.resolve(".docker/config.json"), "{'auths':{'quay.io':{'auth':'c2VjcmV0' 'x'}}}");

        UserException e = assertThrows(UserException.class, () -> find(atHome()));

        assertTrue(e.getMessage().startsWith(file + " is no JSON object: "), e.getMessage());
        assertFalse(e.getMessage().contains("c2VjcmV0"), e.getMessage());
    }

    @Test
    void a_file_with_a_member_of_another_type_is_named() throws IOException {
        Path file = write(home.resolve(".docker/config.json"), "{'auths':[]}");

        RuntimeException e = assertThrows(RuntimeException.class, () -> find(atHome()));

        assertEquals(file + " has no proper \"auths\"", e.getMessage());
    }
}
