package jocker.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jocker.image.Digest;
import jocker.image.ImageConfig;
import jocker.image.ImageReference;
import jocker.image.Manifest;
import jocker.image.Platform;
import jocker.image.RegistryAccess;
import jocker.image.RemoteImage;
import jocker.os.FakeHost;
import jocker.plan.Plan;
import jocker.plan.Step;
import jocker.store.ImageId;
import jocker.store.LayerStore;
import jocker.store.Store;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an image of two layers is pulled: only what is not there is fetched and unpacked. */
class PullPlanTest {
    private static final ImageId IMAGE = new ImageId(42150);
    private static final String LOWER = "a".repeat(64);
    private static final String UPPER =
            Digest.of("sha256:" + LOWER + " sha256:" + "b".repeat(64)).hex();

    @TempDir
    private Path root;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.at(new FakeHost(), root);
    }

    private static List<Digest> digests(String... digits) {
        return Arrays.stream(digits).map(it -> new Digest(it.repeat(64))).toList();
    }

    private static RemoteImage remote() {
        List<Manifest.Layer> layers = digests("c", "d").stream()
                .map(digest -> new Manifest.Layer(digest, 10, "tar"))
                .toList();
        Digest manifest = digests("f").get(0);
        return new RemoteImage(
                ImageReference.find("debian:12").orElseThrow().at(manifest),
                new Manifest(digests("e").get(0), layers),
                "{}",
                new ImageConfig(new Platform("", "", ""), digests("a", "b"), List.of(), List.of(), List.of(), "", ""));
    }

    private Plan plan(RegistryAccess access) {
        return PullPlan.of(store, IMAGE, remote(), access, Duration.ofSeconds(30));
    }

    private Plan plan() {
        return plan(new RegistryAccess(true, Optional.empty()));
    }

    /** The lines of a plan, with /var/bocker for the store and without the shell's part of the unpacker. */
    private List<String> lines(Plan plan) {
        return plan.shellLines().stream()
                .map(line -> line.replace(root.toString(), "/var/bocker").replaceAll("sh -c '.*' ", "sh -c ... "))
                .toList();
    }

    private static List<String> names(Plan plan) {
        return plan.steps().stream().map(Step::name).toList();
    }

    private void layerIsThere(String chainId) throws IOException {
        Files.createDirectories(new LayerStore(store).layer(chainId));
    }

    @Test
    void each_layer_is_unpacked_into_a_snapshot_of_the_one_below() {
        String staging = "/var/bocker/.jocker/staging/img_42150";
        String layers = "/var/bocker/.jocker/layers/";
        String unpack = "unshare -m -n -i --propagation private sh -c ... " + staging + ".layer < /var/bocker/.jocker"
                + "/blobs/sha256/";

        assertEquals(
                List.of(
                        "mkdir " + staging + ".oci",
                        "skopeo copy --quiet --src-tls-verify=true --dest-shared-blob-dir=/var/bocker/.jocker/blobs"
                                + " docker://docker.io/library/debian@sha256:" + "f".repeat(64) + " oci:" + staging
                                + ".oci:image",
                        "btrfs subvolume create " + staging + ".layer",
                        unpack + "c".repeat(64),
                        "mv -T " + staging + ".layer " + layers + LOWER,
                        "btrfs property set -ts " + layers + LOWER + " ro true",
                        "btrfs subvolume snapshot " + layers + LOWER + " " + staging + ".layer",
                        unpack + "d".repeat(64),
                        "mv -T " + staging + ".layer " + layers + UPPER,
                        "btrfs property set -ts " + layers + UPPER + " ro true",
                        "rm -rf --one-file-system " + staging + ".oci",
                        "btrfs subvolume snapshot " + layers + UPPER + " " + staging,
                        "echo debian:12 > " + staging + "/img.source",
                        "mv -T " + staging + " /var/bocker/img_42150"),
                lines(plan()));
    }

    @Test
    void a_layer_that_is_there_is_not_unpacked_again() throws IOException {
        layerIsThere(LOWER);

        assertEquals(
                List.of(
                        "layout",
                        "fetch",
                        "begin-layer",
                        "unpack",
                        "name-layer",
                        "read-only",
                        "forget-layout",
                        "image-of-layers",
                        "source",
                        "name-image"),
                names(plan()));
    }

    @Test
    void an_image_whose_layers_are_all_there_is_not_fetched() throws IOException {
        layerIsThere(LOWER);
        layerIsThere(UPPER);

        assertEquals(List.of("image-of-layers", "source", "name-image"), names(plan()));
    }

    @Test
    void credentials_and_a_registry_without_a_certificate_are_told_to_the_program_that_fetches() {
        RegistryAccess access = new RegistryAccess(false, Optional.of(Path.of("/root/auth.json")));

        String fetch = lines(plan(access)).get(1);

        assertEquals(
                "skopeo copy --quiet --src-tls-verify=false --src-authfile=/root/auth.json",
                fetch.substring(0, fetch.indexOf(" --dest")));
    }

    @Test
    void the_programs_of_a_pull_are_known_before_it_begins() {
        assertEquals(
                List.of("mkdir", "rm", "skopeo", "btrfs", "unshare", "setpriv", "bsdtar", "zstd"), plan().programs());
    }
}
