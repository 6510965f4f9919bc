package jocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import jocker.os.HostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of credentials, as docker, podman and skopeo write them. */
class AuthFileTest {
    private static AuthFile parse(String text) {
        return AuthFile.parse(Path.of("config.json"), text.replace('\'', '"'));
    }

    private static ImageReference reference(String name) {
        return ImageReference.find(name).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "quay.io, quay.io/a/b, true",
        "quay.io/a, quay.io/a/b, true",
        "quay.io/a, quay.io/ab, false",
        "https://quay.io/v2/, quay.io/a, true",
        "https://index.docker.io/v1/, centos, true",
        "docker.io, centos, true",
        "quay.io, centos, false",
        "uay.io, quay.io/a, false"
    })
    void an_entry_is_for_a_registry_or_a_part_of_it(String key, String name, boolean holds) {
        assertEquals(holds, parse("{'auths':{'" + key + "':{'auth':'eDp5'}}}").holds(reference(name)));
    }

    @Test
    void an_entry_that_docker_login_has_left_empty_is_none() {
        AuthFile file = parse("{'auths':{'quay.io':{}},'credsStore':'pass'}");

        assertEquals(false, file.holds(reference("quay.io/a")));
        assertEquals(Optional.of("pass"), file.helper(reference("quay.io/a")));
    }

    @Test
    void the_helper_of_a_registry_wins_over_that_for_all() {
        AuthFile file =
                parse("{'credHelpers':{'quay.io':'one','https://index.docker.io/v1/':'hub'},'credsStore':'all'}");

        assertEquals(Optional.of("one"), file.helper(reference("quay.io/a")));
        assertEquals(Optional.of("hub"), file.helper(reference("centos")));
        assertEquals(Optional.of("all"), file.helper(reference("ghcr.io/a")));
    }

    @Test
    void a_helper_whose_name_is_a_path_is_none() {
        assertEquals(Optional.empty(), parse("{'credsStore':'../../tmp/x'}").helper(reference("a")));
    }

    @Test
    void an_answer_becomes_an_entry() {
        String name = "quay.io/a";

        String text = AuthFile.ofAnswer(reference(name), "{\"Username\":\"x\",\"Secret\":\"y\"}");
        String token = AuthFile.ofAnswer(reference(name), "{\"Username\":\"<token>\",\"Secret\":\"y\"}");

        assertEquals("{\"auths\":{\"quay.io\":{\"auth\":\"eDp5\"}}}", text);
        assertTrue(token.contains("\"identitytoken\":\"y\""), token);
    }

    @Test
    void what_is_no_json_is_refused_without_repeating_it() {
        HostException e = assertThrows(HostException.class, () -> parse("{'auths': secret"));

        assertTrue(e.getMessage().startsWith("config.json is no JSON object"), e.getMessage());
    }
}
