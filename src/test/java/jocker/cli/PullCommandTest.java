package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jocker.cli.Caller.Result;
import jocker.os.FakeHost;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.text.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pull}: an image of one layer, of a registry that skopeo speaks to. */
class PullCommandTest {
    private static final String LAYER = "a".repeat(64);
    private static final String BLOB = "b".repeat(64);

    private static final String MANIFEST = "{\"config\":{\"digest\":\"sha256:" + "c".repeat(64)
            + "\"},\"layers\":[{\"digest\":\"sha256:" + BLOB
            + "\",\"size\":3000000,\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\"}]}";

    /** As sha256sum(1) has it of that text. */
    private static final String DIGEST = "87d30973385a14025d56a02bff8a7f0ef900df983a727efc797993cae5d49fc1";

    private static final String CONFIG =
            "{\"os\":\"linux\",\"architecture\":\"arm64\",\"rootfs\":{\"diff_ids\":[\"sha256:" + LAYER + "\"]}}";

    private Caller caller;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        caller = new Caller(directory);
        caller.set("REGISTRY_AUTH_FILE", "/no/such/file");
        registry(caller.host(), "docker.io/library/debian", ":12");
    }

    /** Has skopeo answer for one image. */
    private static void registry(FakeHost host, String repository, String version) {
        String inspect = "skopeo --command-timeout=30s inspect ";
        host.answer(inspect + "--raw --tls-verify=true docker://" + repository + version, MANIFEST);
        host.answer(inspect + "--config --raw --tls-verify=true docker://" + repository + "@sha256:" + DIGEST, CONFIG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"debian 12", "debian:12", "docker.io/library/debian:12"})
    void a_dry_run_asks_the_registry_and_shows_how_the_layer_becomes_an_image(String typed) {
        caller.freeImage(42150);

        Result result = caller.jocker(("--dry-run pull " + typed).split(" "));

        List<String> lines = result.out().lines().toList();
        assertEquals(
                List.of(
                        "mkdir /var/bocker/.jocker/staging/img_42150.oci",
                        "skopeo copy --quiet --src-tls-verify=true"
                                + " --dest-shared-blob-dir=/var/bocker/.jocker/blobs"
                                + " docker://docker.io/library/debian@sha256:" + DIGEST
                                + " oci:/var/bocker/.jocker/staging/img_42150.oci:image",
                        "btrfs subvolume create /var/bocker/.jocker/staging/img_42150.layer"),
                lines.subList(0, 3));
        assertEquals(
                List.of(
                        "mv -T /var/bocker/.jocker/staging/img_42150.layer /var/bocker/.jocker/layers/" + LAYER,
                        "btrfs property set -ts /var/bocker/.jocker/layers/" + LAYER + " ro true",
                        "rm -rf --one-file-system /var/bocker/.jocker/staging/img_42150.oci",
                        "btrfs subvolume snapshot /var/bocker/.jocker/layers/" + LAYER
                                + " /var/bocker/.jocker/staging/img_42150",
                        "echo " + typed.replace(' ', ':') + " > /var/bocker/.jocker/staging/img_42150/img.source",
                        "mv -T /var/bocker/.jocker/staging/img_42150 /var/bocker/img_42150"),
                lines.subList(4, lines.size()));
        assertEquals(0, result.status());
        assertEquals("", result.err());
        assertFalse(Files.exists(caller.file("img_42150")), "a dry run has made an image");
    }

    @Test
    void an_image_whose_layer_is_there_needs_nothing_of_the_registry_but_its_manifest() {
        caller.freeImage(42150);
        caller.write(".jocker/layers/" + LAYER + "/etc/os-release", "debian");

        Result result = caller.jocker("pull", "--quiet", "debian:12");

        assertEquals(Result.of("Created: img_42150\n"), result);
        assertEquals("debian", caller.read("img_42150/etc/os-release"));
        assertEquals("debian:12\n", caller.read("img_42150/img.source"));
        assertEquals(
                List.of(),
                caller.done().stream()
                        .filter(it -> it.startsWith("skopeo copy"))
                        .toList());
    }

    @Test
    void a_name_with_a_digest_is_that_manifest_and_no_other() {
        caller.freeImage(42150);
        registry(caller.host(), "docker.io/library/debian", "@sha256:" + DIGEST);

        Result result = caller.jocker("--dry-run", "pull", "debian@sha256:" + DIGEST);

        assertEquals(
                "echo debian@sha256:" + DIGEST + " > /var/bocker/.jocker/staging/img_42150/img.source",
                result.out()
                        .lines()
                        .filter(it -> it.startsWith("echo"))
                        .findFirst()
                        .orElse(result.toString()));
    }

    @ParameterizedTest
    @CsvSource({"localhost:5000/a, false", "127.0.0.1/a, false", "here.example/a, true"})
    void a_registry_on_this_machine_needs_no_certificate(String name, boolean verified) {
        caller.jocker("--dry-run", "pull", name);

        assertEquals(
                List.of("skopeo --command-timeout=30s inspect --raw --tls-verify=" + verified + " docker://" + name
                        + ":latest"),
                caller.done());
    }

    @Test
    void a_registry_that_the_user_names_needs_none_either_and_waits_as_long_as_the_user_says() {
        caller.jocker("--dry-run", "pull", "--insecure", "here.example", "--patience=5", "here.example/a:1");

        assertEquals(
                List.of("skopeo --command-timeout=5s inspect --raw --tls-verify=false docker://here.example/a:1"),
                caller.done());
    }

    static Stream<Arguments> noNames() {
        return Stream.of(
                Arguments.of(List.of("../../etc"), "../../etc"),
                Arguments.of(List.of("Debian"), "Debian"),
                Arguments.of(List.of(""), ""),
                Arguments.of(List.of("../x", "y"), "../x:y"),
                Arguments.of(List.of("debian", "a b"), "debian:a b"),
                Arguments.of(List.of("debian\n"), "debian\\n"));
    }

    @ParameterizedTest
    @MethodSource("noNames")
    void what_is_no_name_of_an_image_is_told_in_bockers_words(List<String> typed, String shown) {
        Result result =
                caller.jocker(Stream.concat(Stream.of("pull"), typed.stream()).toArray(String[]::new));

        assertEquals(Result.refused(1, "No image named '" + shown + "' exists\n"), result);
        assertEquals(List.of(), caller.done());
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux", "linux/", "LINUX/amd64", "linux/amd64/v8/x", ""})
    void what_is_no_platform_is_wrong_usage(String platform) {
        assertEquals(
                Result.refused(
                        2, "jocker: '" + platform + "' is no platform, such as linux/amd64 (see: jocker help pull)\n"),
                caller.jocker("pull", "--platform", platform, "debian:12"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1000000", "much", ""})
    void what_is_no_number_of_seconds_is_wrong_usage(String patience) {
        assertEquals(
                Result.refused(
                        2, "jocker: '" + patience + "' is no number of seconds, such as 30 (see: jocker help pull)\n"),
                caller.jocker("pull", "--patience", patience, "debian:12"));
    }

    @Test
    void an_image_for_another_platform_than_the_wanted_one_is_refused() {
        caller.freeImage(42150);

        assertEquals(
                Result.refused(1, "jocker: debian:12 is for linux/arm64, not for linux/amd64\n"),
                caller.jocker("pull", "--platform", "linux/amd64", "debian:12"));
        assertFalse(Files.exists(caller.file(".jocker/entries/img_42150")), "the id is still taken");
    }

    @Test
    void what_the_registry_sends_and_is_no_json_is_refused() {
        caller.host()
                .answer(
                        "skopeo --command-timeout=30s inspect --raw --tls-verify=true"
                                + " docker://docker.io/library/debian:12",
                        "[]");

        Result result = caller.jocker("pull", "debian:12");

        assertEquals(1, result.status());
        assertEquals("", result.out());
        assertTrue(
                result.err().matches("jocker: debian:12: what the registry sent is no JSON object: .+\n"),
                result.err());
    }

    @Test
    void a_host_without_skopeo_is_told_what_to_install() {
        caller.host().without("skopeo");

        assertEquals(
                Result.refused(
                        1, "jocker: needs 'skopeo', which is not on PATH; mend it with: apt-get install skopeo\n"),
                caller.jocker("pull", "debian:12"));
    }

    @Test
    void a_store_that_has_no_room_for_the_layers_is_refused_before_they_are_fetched() {
        caller.host().fileSystem(Optional.of(new Host.FileSystem("btrfs", false, 20L << 20)));

        assertEquals(
                Result.refused(
                        1,
                        "jocker: no room for debian:12: its layers alone are 2 MiB, and the store has 20 MiB left;"
                                + " make room with: jocker rm ID\n"),
                caller.jocker("pull", "debian:12"));
    }

    @Test
    void a_store_that_gets_full_meanwhile_is_the_users_to_mend() {
        caller.freeImage(42150);
        caller.write(".jocker/layers/" + LAYER + "/file", "");
        caller.host().effect("btrfs subvolume snapshot", argv -> {
            throw HostException.noSpace(Message.verbatim("No space left on device"));
        });

        assertEquals(
                Result.refused(1, "jocker: cannot make the image of its layers: No space left on device\n"),
                caller.jocker("pull", "--quiet", "debian:12"));
        assertFalse(Files.exists(caller.file(".jocker/entries/img_42150")), "the id is still taken");
    }

    @Test
    void a_step_that_the_host_refuses_ends_with_125() {
        caller.freeImage(42150);
        caller.host().refuse("mkdir " + caller.file(".jocker/staging/img_42150.oci"));

        assertEquals(
                Result.refused(125, "jocker: cannot make a place for the manifest: no\n"),
                caller.jocker("pull", "--quiet", "debian:12"));
    }

    @Test
    void a_plain_user_is_told_to_use_sudo() {
        caller.host().plainUser();

        assertEquals(
                Result.refused(1, "jocker: 'pull' changes the machine and needs root; try: sudo jocker pull\n"),
                caller.jocker("pull", "debian:12"));
    }
}
