package jocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import jocker.os.HostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an image consists of. */
class ManifestTest {
    private static final Digest A = new Digest("a".repeat(64));
    private static final Digest B = new Digest("b".repeat(64));
    private static final Digest C = new Digest("c".repeat(64));

    private static Platform platform(String text) {
        return Platform.find(text).orElseThrow();
    }

    private static String entry(String platform, Digest digest) {
        return "{'digest':'" + digest + "','platform':" + platform + "}";
    }

    private static String index(String... entries) {
        return ("{'manifests':[" + String.join(",", entries) + "]}").replace('\'', '"');
    }

    @Test
    void a_manifest_has_a_configuration_and_layers() {
        Manifest manifest = Manifest.parse("""
                {"schemaVersion": 2, "config": {"digest": "%s", "size": 7, "mediaType": "c"}, "layers": [
                {"digest": "%s", "size": 5000000000, "mediaType": "tar"},
                {"digest": "%s", "size": 2, "mediaType": "tar+gzip"}]}
                """.formatted(A, B, C));

        assertEquals(A, manifest.config());
        assertEquals(
                List.of(new Manifest.Layer(B, 5_000_000_000L, "tar"), new Manifest.Layer(C, 2, "tar+gzip")),
                manifest.layers());
        assertEquals(5_000_000_002L, manifest.size());
    }

    @ParameterizedTest
    @CsvSource({
        "{}, digest",
        "{'config':{'digest':'sha256:../x'}}, digest",
        "'{''config'':{''digest'':''DIGEST''},''layers'':[{''digest'':''DIGEST''}]}', size",
        "'{''config'':{''digest'':''DIGEST''},''layers'':[{''digest'':''DIGEST'',''size'':1}]}', mediaType",
        "'{''config'':{''digest'':''DIGEST''},''layers'':[''DIGEST'']}', layers"
    })
    void what_lacks_a_part_is_refused_and_the_part_named(String text, String part) {
        String json = text.replace('\'', '"').replace("DIGEST", A.toString());

        HostException e = assertThrows(HostException.class, () -> Manifest.parse(json));

        assertEquals("what the registry sent has no proper \"" + part + "\"", e.getMessage());
    }

    @Test
    void a_manifest_is_no_list_to_choose_from() {
        assertEquals(Optional.empty(), Manifest.choose("{\"layers\":[]}", platform("linux/amd64")));
    }

    @Test
    void the_first_of_a_list_that_is_for_the_platform_is_chosen() {
        String text = index(
                entry("{'os':'linux','architecture':'amd64'}", A),
                entry("{'os':'linux','architecture':'arm','variant':'v6'}", B),
                entry("{'os':'linux','architecture':'arm','variant':'v7'}", C));

        assertEquals(Optional.of(A), Manifest.choose(text, platform("linux/amd64")));
        assertEquals(Optional.of(B), Manifest.choose(text, platform("linux/arm")));
        assertEquals(Optional.of(C), Manifest.choose(text, platform("linux/arm/v7")));
    }

    @Test
    void an_attestation_is_no_image_and_is_not_offered() {
        String text = index(
                entry("{'os':'unknown','architecture':'unknown'}", A),
                entry("{}", B),
                entry("{'os':'linux','architecture':'amd64'}", C),
                entry("{'os':'linux','architecture':'amd64'}", A));

        HostException e = assertThrows(HostException.class, () -> Manifest.choose(text, platform("linux/s390x")));

        assertEquals("there is none for linux/s390x, only for [linux/amd64]", e.getMessage());
        assertEquals(Optional.of(C), Manifest.choose(text, platform("linux/amd64")));
        assertThrows(HostException.class, () -> Manifest.choose(text, platform("unknown/unknown")));
    }

    @Test
    void a_list_with_a_digest_that_is_none_is_refused() {
        String text = "{\"manifests\":[{\"digest\":\"x\",\"platform\":{\"os\":\"linux\"}}]}";

        HostException e = assertThrows(HostException.class, () -> Manifest.choose(text, platform("linux/amd64")));

        assertEquals("what the registry sent has no proper \"digest\"", e.getMessage());
    }
}
