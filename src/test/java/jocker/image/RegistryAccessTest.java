package jocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a registry is spoken to. */
class RegistryAccessTest {
    @Test
    void skopeo_verifies_and_looks_for_credentials_by_itself_if_there_are_none() {
        RegistryAccess access = new RegistryAccess(true, Optional.empty());

        assertEquals(List.of("--tls-verify=true"), access.inspecting());
        assertEquals(List.of("--src-tls-verify=true"), access.copying());
    }

    @Test
    void a_copy_has_other_names_for_the_same() {
        RegistryAccess access = new RegistryAccess(false, Optional.of(Path.of("/run/a b/auth.json")));

        assertEquals(List.of("--tls-verify=false", "--authfile=/run/a b/auth.json"), access.inspecting());
        assertEquals(List.of("--src-tls-verify=false", "--src-authfile=/run/a b/auth.json"), access.copying());
    }
}
