package jocker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jocker.image.Digest;
import jocker.image.ImageReference;
import jocker.image.Platform;
import jocker.image.Sha256;
import jocker.os.Argv;
import jocker.os.Cancellation;
import jocker.os.Host;
import jocker.os.Signal;
import jocker.os.TestFiles;
import jocker.plan.StepFailed;
import jocker.store.ImageId;
import jocker.store.LayerStore;
import jocker.store.Operation;
import jocker.store.PulledImage;
import jocker.text.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pull}: an image of two layers, from a registry that answers what the test says. */
class PullImageTest {
    /** Two archives of nothing, which differ in their length. */
    private static final List<byte[]> BLOBS = List.of(new byte[1024], new byte[2048]);

    private static final List<String> BLOB_DIGESTS =
            BLOBS.stream().map(PullImageTest::sha256).toList();
    private static final String LOWER = BLOB_DIGESTS.get(0);
    private static final String UPPER =
            Digest.of("sha256:" + LOWER + " sha256:" + BLOB_DIGESTS.get(1)).hex();

    private static final String CONFIG = """
            {"os": "linux", "architecture": "pdp11", "config": {"Cmd": ["sh"]},
             "rootfs": {"diff_ids": ["sha256:%s", "sha256:%s"]}}
            """.formatted(BLOB_DIGESTS.get(0), BLOB_DIGESTS.get(1));
    private static final String MANIFEST =
            """
            {"config": {"digest": "sha256:%s"}, "layers": [
             {"digest": "sha256:%s", "size": 1024, "mediaType": "tar"},
             {"digest": "sha256:%s", "size": 2048, "mediaType": "tar"}]}
            """.formatted(Digest.of(CONFIG).hex(), BLOB_DIGESTS.get(0), BLOB_DIGESTS.get(1));

    private static final String NAME = "docker://docker.io/library/debian:12";
    private static final String EXACT = "docker://docker.io/library/debian@" + Digest.of(MANIFEST);
    private static final String ASK = "skopeo --command-timeout=30s inspect --raw --tls-verify=true " + NAME;
    private static final String ASK_CONFIG =
            "skopeo --command-timeout=30s inspect --config --raw --tls-verify=true " + EXACT;

    private static final String STAGING = "/var/bocker/.jocker/staging/img_N";
    private static final String LAYERS = "/var/bocker/.jocker/layers/";

    @TempDir
    private Path directory;

    private final AnyImageHost host = new AnyImageHost();
    private TestStore store;
    private final List<String> progress = new ArrayList<>();

    private static String sha256(byte[] bytes) {
        try {
            return Sha256.of(new ByteArrayInputStream(bytes)).hex();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Has a registry with one image. */
    @BeforeEach
    void prepare() {
        store = new TestStore(directory, host);
        host.answer(ASK, MANIFEST);
        host.answer(ASK_CONFIG, CONFIG);
        fetchEnds("", 0);
    }

    /** Says what the program says and ends with that fetches; it brings the layers. */
    private void fetchEnds(String says, int status) {
        host.child(says, status, TestStore.unchecked(argv -> {
            if (argv.program().equals("skopeo")) {
                fetch();
            }
        }));
    }

    private void fetch() throws IOException {
        for (int i = 0; i < BLOBS.size(); i++) {
            Files.write(store.path(".jocker/blobs/sha256").resolve(BLOB_DIGESTS.get(i)), BLOBS.get(i));
        }
    }

    private PullImage verb(Engine engine) {
        return new PullImage(engine, new PullImage.Progress() {
            @Override
            public void begins(List<String> existing, long bytes) {
                progress.add("begins with " + existing + ", " + bytes + " bytes to come");
            }

            @Override
            public void ends() {
                progress.add("ends");
            }
        });
    }

    private PullImage.Request request(Optional<Platform> platform) {
        return new PullImage.Request(
                ImageReference.find("debian:12").orElseThrow(),
                platform,
                Set.of(),
                Duration.ofSeconds(30),
                Map.of("REGISTRY_AUTH_FILE", directory.resolve("none").toString()));
    }

    private MadeImage pull() {
        return verb(store.engine()).pull(request(Optional.empty()));
    }

    /** The names of what was done, without the questions. */
    private List<String> changes() {
        return host.done().stream()
                .filter(line -> !line.contains(" inspect "))
                .map(AnyImageHost::ofAny)
                .map(line -> line.replaceAll("sh -c '.*' ", "sh -c ... "))
                .toList();
    }

    private void assertNothingIsLeft() {
        assertEquals(List.of(), store.store().images(), "images");
        assertEquals(List.of(), store.kept("entries"), "records");
        assertEquals(List.of(), store.kept("staging"), "what is out of sight");
        assertEquals(List.of(), store.kept("images"), "what is known of images");
    }

    @Test
    void an_image_is_fetched_unpacked_layer_by_layer_and_named_when_it_is_whole() {
        MadeImage made = pull();

        assertEquals(0, made.status());
        assertEquals(List.of(made.image()), store.store().images());
        String unpack = "unshare -m -n -i --propagation private sh -c ... " + STAGING + ".layer";
        assertEquals(
                List.of(
                        "mkdir " + STAGING + ".oci",
                        "skopeo copy --quiet --src-tls-verify=true --dest-shared-blob-dir=/var/bocker/.jocker/blobs "
                                + EXACT + " oci:" + STAGING + ".oci:image",
                        "btrfs subvolume create " + STAGING + ".layer",
                        unpack,
                        "move " + STAGING + ".layer " + LAYERS + LOWER,
                        "btrfs property set -ts " + LAYERS + LOWER + " ro true",
                        "btrfs subvolume snapshot " + LAYERS + LOWER + " " + STAGING + ".layer",
                        unpack,
                        "move " + STAGING + ".layer " + LAYERS + UPPER,
                        "btrfs property set -ts " + LAYERS + UPPER + " ro true",
                        "rm -rf --one-file-system " + STAGING + ".oci",
                        "btrfs subvolume snapshot " + LAYERS + UPPER + " " + STAGING,
                        "write " + STAGING + "/img.source debian:12",
                        "move " + STAGING + " /var/bocker/img_N",
                        "delete " + STAGING + ".auth"),
                changes());
    }

    @Test
    void a_pulled_image_is_kept_with_its_layers_and_configuration_and_has_no_record() {
        ImageId image = pull().image();

        assertEquals("debian:12\n", TestFiles.read(store.store().tree(image).resolve("img.source")));
        assertEquals(
                Optional.of(new PulledImage("debian:12", List.of(LOWER, UPPER), BLOB_DIGESTS, CONFIG)),
                new LayerStore(store.store()).pulled(image));
        assertEquals(List.of(), store.kept("entries"), "records");
        assertEquals(List.of(), store.kept("staging"), "what is out of sight");
    }

    @Test
    void progress_is_told_of_what_there_is_and_what_is_to_come() throws IOException {
        Files.createDirectories(store.path(".jocker/layers/" + LOWER));

        pull();

        assertEquals(List.of("begins with [" + LOWER + "], 2048 bytes to come", "ends"), progress);
    }

    @Test
    void an_image_whose_layers_are_all_there_is_not_fetched() throws IOException {
        Files.createDirectories(store.path(".jocker/layers/" + LOWER));
        Files.createDirectories(store.path(".jocker/layers/" + UPPER));

        pull();

        assertEquals(
                List.of(
                        "btrfs subvolume snapshot " + LAYERS + UPPER + " " + STAGING,
                        "write " + STAGING + "/img.source debian:12",
                        "move " + STAGING + " /var/bocker/img_N",
                        "delete " + STAGING + ".auth"),
                changes());
    }

    @Test
    void a_fetch_that_fails_leaves_nothing() {
        fetchEnds("unauthorized: authentication required\n", 1);

        StepFailed failure = assertThrows(StepFailed.class, this::pull);

        assertEquals(
                "cannot fetch the layers that are not there: \"skopeo copy --quiet --src-tls-verify=true"
                        + " --dest-shared-blob-dir=/var/bocker/.jocker/blobs " + EXACT + " oci:" + STAGING
                        + ".oci:image\" exited 1: unauthorized: authentication required",
                AnyImageHost.ofAny(failure.getMessage()));
        assertNothingIsLeft();
        assertEquals(2, progress.size(), "the end is told, too");
    }

    @Test
    void a_layer_that_is_not_what_the_image_says_is_not_unpacked() {
        host.child("", 0, TestStore.unchecked(argv -> {
            fetch();
            Files.writeString(store.path(".jocker/blobs/sha256").resolve(LOWER), "forged");
        }));

        StepFailed failure = assertThrows(StepFailed.class, this::pull);

        assertEquals(
                "cannot unpack the layer: the layer " + LOWER + " is not what the image says: it unpacks to sha256:"
                        + Digest.of("forged").hex() + "; that should be sha256:" + LOWER,
                failure.getMessage());
        assertEquals(List.of(), store.kept("layers"), "layers");
        assertNothingIsLeft();
    }

    @Test
    void a_layer_that_was_unpacked_stays_for_the_next_pull_when_a_later_step_fails() {
        host.refuseForAny("btrfs subvolume snapshot " + LAYERS + UPPER + " " + STAGING);

        StepFailed failure = assertThrows(StepFailed.class, this::pull);

        assertEquals("cannot make the image of its layers: no", failure.getMessage());
        assertEquals(List.of(LOWER, UPPER).stream().sorted().toList(), store.kept("layers"));
        assertNothingIsLeft();
    }

    @Test
    void a_registry_that_refuses_leaves_nothing() {
        host.refuse(ASK);

        UserException refusal = assertThrows(UserException.class, this::pull);

        assertEquals("cannot pull debian:12: no", refusal.getMessage());
        assertNothingIsLeft();
    }

    @Test
    void an_image_for_another_platform_than_the_one_asked_for_is_refused() {
        Optional<Platform> wanted = Platform.find("linux/amd64");

        UserException refusal =
                assertThrows(UserException.class, () -> verb(store.engine()).pull(request(wanted)));

        assertEquals("debian:12 is for linux/pdp11, not for linux/amd64", refusal.getMessage());
        assertNothingIsLeft();
    }

    @Test
    void an_image_that_the_store_has_no_room_for_is_refused() {
        host.fileSystem(Optional.of(new Host.FileSystem("btrfs", false, (16L << 20) + 6143)));

        UserException refusal = assertThrows(UserException.class, this::pull);

        assertEquals(
                "no room for debian:12: its layers alone are 0 MiB, and the store has 16 MiB left; make room with:"
                        + " jocker rm ID",
                refusal.getMessage());
        assertNothingIsLeft();
    }

    @Test
    void without_the_program_that_speaks_with_registries_nothing_is_asked() {
        host.without("skopeo");

        UserException refusal = assertThrows(UserException.class, this::pull);

        assertEquals(
                "needs 'skopeo', which is not on PATH; mend it with: apt-get install skopeo", refusal.getMessage());
        assertEquals(List.of(), store.done());
    }

    @Test
    void a_signal_leaves_nothing() {
        host.child("", 0, argv -> host.cancellation().raise(Signal.INT));

        assertThrows(Cancellation.Interrupted.class, this::pull);

        assertNothingIsLeft();
    }

    @Test
    void an_insecure_registry_is_asked_without_a_certificate() {
        Argv ask = Argv.of("skopeo --command-timeout=30s inspect --raw --tls-verify=false docker://r.example/a:1");
        PullImage.Request request = new PullImage.Request(
                ImageReference.find("r.example/a:1").orElseThrow(),
                Optional.empty(),
                Set.of("r.example"),
                Duration.ofSeconds(30),
                Map.of("REGISTRY_AUTH_FILE", directory.resolve("none").toString()));
        host.refuse(ask.shellLine());

        UserException refusal =
                assertThrows(UserException.class, () -> verb(store.engine()).pull(request));

        assertEquals("cannot pull r.example/a:1: no", refusal.getMessage());
    }

    @Test
    void a_pull_shows_itself_in_a_record_while_it_lasts() {
        List<Operation> seen = new ArrayList<>();
        store.effect(
                "btrfs property",
                argv -> store.store().records().all().stream()
                        .flatMap(record -> record.owner().stream())
                        .forEach(owner -> seen.add(owner.operation())));

        pull();

        assertEquals(List.of(Operation.PULL, Operation.PULL), seen, "after each of two layers");
    }

    @Test
    void a_dry_run_asks_the_registry_shows_the_commands_and_changes_nothing() {
        List<String> shown = new ArrayList<>();
        List<String> before = store.listing();

        verb(store.dryRun(shown)).pull(request(Optional.empty()));

        assertEquals(14, shown.size(), shown.toString());
        assertEquals("mv -T " + STAGING + " /var/bocker/img_N", AnyImageHost.ofAny(shown.get(13)));
        assertEquals(before, store.listing());
        assertEquals(List.of(ASK, ASK_CONFIG), store.done());
    }
}
