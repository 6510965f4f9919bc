package jocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of images, as docker reads them. */
class ImageReferenceTest {
    private static final String DIGEST = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "centos, docker://docker.io/library/centos:latest, centos:latest",
        "centos:7, docker://docker.io/library/centos:7, centos:7",
        "docker.io/centos, docker://docker.io/library/centos:latest, docker.io/centos:latest",
        "grafana/loki:2.0, docker://docker.io/grafana/loki:2.0, grafana/loki:2.0",
        "localhost/a, docker://localhost/a:latest, localhost/a:latest",
        "localhost:5000/a/b:c, docker://localhost:5000/a/b:c, localhost:5000/a/b:c",
        "'[::1]:5000/a', 'docker://[::1]:5000/a:latest', '[::1]:5000/a:latest'",
        "quay.io/x/y" + DIGEST + ", docker://quay.io/x/y" + DIGEST + ", quay.io/x/y" + DIGEST,
        "a:1" + DIGEST + ", docker://docker.io/library/a" + DIGEST + ", a" + DIGEST
    })
    void a_name_is_completed_as_docker_completes_it(String text, String transport, String shown) {
        ImageReference reference = ImageReference.find(text).orElseThrow();

        assertEquals(transport, reference.transport());
        assertEquals(shown, reference.shown());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "a:",
                "/a",
                "a/",
                "a//b",
                "UPPER",
                "UPPER/a",
                "a b",
                "-a",
                "a@sha256:12",
                "a:b:c",
                "../a",
                "docker://a",
                "host:99999999/a",
                "a\nb"
            })
    void what_is_no_name_is_none(String text) {
        assertEquals(Optional.empty(), ImageReference.find(text));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost/a, true",
        "localhost:5000/a, true",
        "127.0.0.1:5000/a, true",
        "127.9.9.9/a, true",
        "'[::1]:5000/a', true",
        "'[::1]/a', true",
        "'[::2]/a', false",
        "localhost.example/a, false",
        "128.0.0.1/a, false",
        "a, false"
    })
    void only_this_machine_may_do_without_a_certificate(String text, boolean local) {
        assertEquals(local, ImageReference.find(text).orElseThrow().isLocal());
    }
}
