package jocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jocker.os.Signal;
import jocker.store.PulledImage;
import jocker.text.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry, asked through skopeo. */
class RegistryClientTest {
    private static final String INSPECT = "skopeo --command-timeout=30s inspect ";
    private static final String BY_TAG = "docker://docker.io/library/debian:12";
    private static final String BY_DIGEST = "docker://docker.io/library/debian@";
    private static final String ASK_BY_TAG = INSPECT + "--raw --tls-verify=true " + BY_TAG;
    private static final Digest CONFIG = Digest.of("configuration");

    private final ScriptedHost host = new ScriptedHost();

    private RemoteImage find(String name, Optional<Platform> wanted, RegistryAccess access) {
        ImageReference reference = ImageReference.find(name).orElseThrow();
        return new RegistryClient(host, reference, access, Duration.ofSeconds(30)).find(wanted);
    }

    private RemoteImage find(String name) {
        return find(name, Optional.empty(), new RegistryAccess(true, Optional.empty()));
    }

    private RemoteImage find(String name, String platform) {
        return find(name, Platform.find(platform), new RegistryAccess(true, Optional.empty()));
    }

    private UserException refused(String name) {
        return assertThrows(UserException.class, () -> find(name));
    }

    private static String manifest(String... layers) {
        String all = Stream.of(layers)
                .map(it -> "{\"digest\":\"" + Digest.of(it) + "\",\"size\":5,\"mediaType\":\"tar\"}")
                .collect(Collectors.joining(","));
        return "{\"config\":{\"digest\":\"" + CONFIG + "\"},\"layers\":[" + all + "]}";
    }

    private static String config(String architecture, String... diffIds) {
        String all = Stream.of(diffIds).map(it -> "\"" + Digest.of(it) + "\"").collect(Collectors.joining(","));
        return "{\"os\":\"linux\",\"architecture\":\"" + architecture + "\",\"rootfs\":{\"diff_ids\":[" + all + "]}}";
    }

    private static String index(String... entries) {
        return "{\"manifests\":[" + String.join(",", entries) + "]}";
    }

    private static String entry(String os, String architecture, Digest digest) {
        return "{\"digest\":\"" + digest + "\",\"platform\":{\"os\":\"" + os + "\",\"architecture\":\"" + architecture
                + "\"}}";
    }

    private static String askManifest(Digest digest) {
        return INSPECT + "--raw --tls-verify=true " + BY_DIGEST + digest;
    }

    private static String askConfig(Digest digest) {
        return INSPECT + "--config --raw --tls-verify=true " + BY_DIGEST + digest;
    }

    /** Has a tag stand for an image. */
    private void serve(String manifest, String config) {
        host.answer(ASK_BY_TAG, manifest);
        host.answer(askConfig(Digest.of(manifest)), config);
    }

    @Test
    void an_image_that_a_tag_names_is_held_by_the_digest_of_what_came() {
        String manifest = manifest("one", "two");
        String config = config("amd64", "uno", "due");
        serve(manifest, config);

        RemoteImage image = find("debian:12");

        Digest digest = Digest.of(manifest);
        assertEquals(List.of(ASK_BY_TAG, askConfig(digest)), host.done());
        assertEquals(BY_DIGEST + digest, image.exact().transport());
        assertEquals(Manifest.parse(manifest), image.manifest());
        assertEquals(config, image.configText());
        assertEquals(ImageConfig.parse(config), image.config());
    }

    @Test
    void an_image_that_a_digest_names_is_asked_for_by_it() {
        String manifest = manifest("one");
        Digest digest = Digest.of(manifest);
        host.answer(askManifest(digest), manifest);
        host.answer(askConfig(digest), config("amd64", "uno"));

        RemoteImage image = find("debian@" + digest);

        assertEquals(List.of(askManifest(digest), askConfig(digest)), host.done());
        assertEquals(BY_DIGEST + digest, image.exact().transport());
    }

    @Test
    void an_index_is_resolved_for_the_platform_and_attestations_are_passed_over() {
        String manifest = manifest("one");
        Digest digest = Digest.of(manifest);
        host.answer(
                ASK_BY_TAG,
                index(
                        entry("unknown", "unknown", Digest.of("attestation")),
                        entry("linux", "amd64", Digest.of("other")),
                        entry("linux", "arm64", digest)));
        host.answer(askManifest(digest), manifest);
        host.answer(askConfig(digest), config("arm64", "uno"));

        RemoteImage image = find("debian:12", "linux/arm64");

        assertEquals(List.of(ASK_BY_TAG, askManifest(digest), askConfig(digest)), host.done());
        assertEquals(BY_DIGEST + digest, image.exact().transport());
    }

    @Test
    void without_a_platform_an_index_is_resolved_for_the_hosts_own() {
        String manifest = manifest("one");
        Digest digest = Digest.of(manifest);
        String architecture = Platform.own().architecture();
        host.answer(
                ASK_BY_TAG,
                index(entry("plan9", architecture, Digest.of("other")), entry("linux", architecture, digest)));
        host.answer(askManifest(digest), manifest);
        host.answer(askConfig(digest), config(architecture, "uno"));

        assertEquals(BY_DIGEST + digest, find("debian:12").exact().transport());
    }

    @Test
    void an_index_without_the_platform_says_which_there_are() {
        host.answer(
                ASK_BY_TAG,
                index(
                        entry("linux", "amd64", Digest.of("a")),
                        entry("unknown", "unknown", Digest.of("b")),
                        entry("linux", "arm64", Digest.of("c"))));

        UserException e = assertThrows(UserException.class, () -> find("debian:12", "linux/s390x"));

        assertEquals("debian:12: there is none for linux/s390x, only for [linux/amd64, linux/arm64]", e.getMessage());
    }

    @Test
    void an_image_for_another_platform_than_the_one_named_is_refused() {
        serve(manifest("one"), config("amd64", "uno"));

        UserException e = assertThrows(UserException.class, () -> find("debian:12", "linux/arm64"));

        assertEquals("debian:12 is for linux/amd64, not for linux/arm64", e.getMessage());
    }

    @Test
    void without_a_platform_an_image_for_any_is_taken() {
        serve(manifest("one"), config("pdp11", "uno"));

        assertEquals("pdp11", find("debian:12").config().platform().architecture());
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "1, 2", "1, 0", "0, 0"})
    void layers_and_diff_ids_must_be_as_many_and_at_least_one(int layers, int diffIds) {
        String[] names = {"one", "two"};
        serve(manifest(Arrays.copyOf(names, layers)), config("amd64", Arrays.copyOf(names, diffIds)));

        UserException e = refused("debian:12");

        assertEquals(
                "cannot pull debian:12: its manifest has " + layers + " layers, its configuration " + diffIds,
                e.getMessage());
    }

    @Test
    void the_reason_that_skopeo_gives_is_told() {
        host.fail(
                ASK_BY_TAG,
                1,
                "time=\"2026-01-01T00:00:00Z\" level=warning msg=\"x\"\n"
                        + "time=\"2026-01-01T00:00:00Z\" level=fatal msg=\"Error: lookup \\\"x\\\": no such host\"\n");

        UserException e = refused("debian:12");

        assertEquals("cannot pull debian:12: Error: lookup \"x\": no such host", e.getMessage());
        assertFalse(e.isBockers(), "bocker has no words for it");
        assertEquals(List.of(ASK_BY_TAG), host.done());
    }

    @Test
    void what_skopeo_says_in_another_form_is_told_with_its_command() {
        host.fail(ASK_BY_TAG, 125, "skopeo: cannot open\nshared object\n");

        assertEquals(
                "cannot pull debian:12: \"" + ASK_BY_TAG + "\" exited 125: skopeo: cannot open; shared object",
                refused("debian:12").getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reading manifest 12 in docker.io/library/debian: manifest unknown",
                "name unknown: repository not found",
                "requested access to the resource is denied"
            })
    void an_image_that_the_registry_does_not_know_does_not_exist_in_bockers_words(String reason) {
        host.fail(ASK_BY_TAG, 1, "time=\"now\" level=fatal msg=\"" + reason + "\"\n");

        UserException e = refused("debian:12");

        assertEquals("No image named 'debian:12' exists", e.getMessage());
        assertTrue(e.isBockers(), "bocker has words for it");
    }

    @Test
    void a_registry_that_does_not_have_what_it_has_just_named_is_to_blame() {
        Digest digest = Digest.of("gone");
        host.answer(ASK_BY_TAG, index(entry("linux", "arm64", digest)));
        host.fail(askManifest(digest), 1, "level=fatal msg=\"manifest unknown\"");

        UserException e = assertThrows(UserException.class, () -> find("debian:12", "linux/arm64"));

        assertEquals(
                "cannot pull debian:12: the registry does not have " + BY_DIGEST + digest + ", which it has just named",
                e.getMessage());
    }

    @Test
    void what_is_no_json_is_told_with_the_name_of_the_image() {
        host.answer(ASK_BY_TAG, "<html>");

        UserException e = refused("debian:12");

        assertTrue(e.getMessage().startsWith("debian:12: what the registry sent is no JSON object: "), e.getMessage());
    }

    @Test
    void certificates_and_credentials_are_those_of_the_access() {
        String line = INSPECT + "--raw --tls-verify=false --authfile=/run/auth.json " + BY_TAG;
        host.fail(line, 1, "level=fatal msg=\"unauthorized\"");
        RegistryAccess access = new RegistryAccess(false, Optional.of(Path.of("/run/auth.json")));

        UserException e = assertThrows(UserException.class, () -> find("debian:12", Optional.empty(), access));

        assertEquals("cannot pull debian:12: unauthorized", e.getMessage());
        assertEquals(List.of(line), host.done());
    }

    @Test
    void a_signal_keeps_a_passing_fault_from_being_tried_again() {
        host.fail(ASK_BY_TAG, 1, "level=fatal msg=\"received unexpected HTTP status: 503 Service Unavailable\"");
        host.cancellation().raise(Signal.TERM);

        UserException e = refused("debian:12");

        assertEquals("cannot pull debian:12: received unexpected HTTP status: 503 Service Unavailable", e.getMessage());
        assertEquals(List.of(ASK_BY_TAG), host.done());
    }

    @Test
    void what_is_kept_of_an_image_are_its_name_and_the_names_of_its_layers() {
        String config = config("amd64", "uno", "due");
        serve(manifest("one", "two"), config);

        PulledImage pulled = find("debian:12").toPulled();

        String second = Digest.of(Digest.of("uno") + " " + Digest.of("due")).hex();
        assertEquals(
                new PulledImage(
                        "debian:12",
                        List.of(Digest.of("uno").hex(), second),
                        List.of(Digest.of("one").hex(), Digest.of("two").hex()),
                        config),
                pulled);
    }
}
