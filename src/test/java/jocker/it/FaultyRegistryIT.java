package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jocker pull} from a registry that has faults, or lies. */
class FaultyRegistryIT extends RealTest {
    private static final String PULL = "$JOCKER pull localhost:5001/a:1";

    private LocalRegistry registry;

    @BeforeEach
    void push_a_small_and_a_large_layer() {
        registry = new LocalRegistry(box);
        registry.push(
                Map.of(),
                "a:1",
                registry.layer("echo small >small"),
                registry.layer("head -c 3000000 /dev/urandom >large"));
    }

    @AfterEach
    void stop_it() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"429", "cut-once", "stall", "redirect"})
    void a_fault_that_passes_does_not_keep_a_pull(String fault) throws Exception {
        try (AutoCloseable faulty = registry.faulty(5001, fault)) {
            // Shorter only where it has to run out: a slow machine may need more to begin with.
            TestHost.Result result = box.sh(PULL + (fault.equals("stall") ? " --patience 5" : ""));

            assertTrue(result.ok().out().startsWith("Created: img_"), result.toString());
            assertEquals("", result.err());
            assertEquals(
                    "3000000\n",
                    box.sh("stat -c %s $JOCKER_ROOT/img_*/large").ok().out());
        }
    }

    @Test
    void a_registry_that_is_out_of_order_for_a_moment_does_not_keep_it_either() throws Exception {
        try (AutoCloseable faulty = registry.faulty(5001, "503")) {
            // Here every single address is, so that more is wrong than is tried again.
            TestHost.Result result = box.sh(PULL + " 2>&1 || " + PULL);

            assertTrue(result.ok().out().contains("Created: img_"), result.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"cut,unexpected EOF", "corrupt,Digest did not match", "altered,the registry does not have"})
    void a_fault_that_stays_is_told_in_one_line_and_leaves_nothing(String fault, String reason) throws Exception {
        try (AutoCloseable faulty = registry.faulty(5001, fault)) {
            TestHost.Result result = box.sh(PULL);

            assertTrue(result.status() == 1 || result.status() == 125, result.toString());
            assertEquals("", result.out());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.err().contains(reason), result.err());
            box.sh("rm -f $JOCKER_ROOT/.jocker/blobs/sha256/*").ok(); // What has come whole stays on purpose.
            assertEquals("", box.traces());
        }
    }

    @Test
    void a_manifest_that_is_altered_is_not_taken_for_the_one_that_a_digest_names() throws Exception {
        String digest = box.sh("skopeo inspect --raw --tls-verify=false docker://localhost:5000/a:1 | sha256sum"
                        + " | cut -c1-64")
                .ok()
                .out()
                .strip();
        try (AutoCloseable faulty = registry.faulty(5001, "altered")) {
            TestHost.Result result = box.jocker("pull", "localhost:5001/a@sha256:" + digest);

            assertEquals(1, result.status(), result.toString());
            assertEquals(1, result.err().lines().count(), result.err());
            assertEquals("", box.traces());
        }
    }

    @Test
    void an_interrupted_pull_is_taken_up_where_it_was() throws Exception {
        try (AutoCloseable faulty = registry.faulty(5001, "stall")) {
            List<String> digests = box.sh("skopeo inspect --raw --tls-verify=false docker://localhost:5000/a:1"
                            + " | grep -o 'sha256:[0-9a-f]*'")
                    .ok()
                    .lines();
            String small = digests.get(1);
            String large = digests.get(2);
            TestHost.Result result = box.sh(
                    "$JOCKER pull localhost:5001/a:1 & p=$!; until ls $JOCKER_ROOT/.jocker/blobs/sha256/"
                            + small.substring("sha256:".length())
                            + " && grep " + large + " asked || ! kill -0 $p; do sleep 0.1; done >/dev/null 2>&1;"
                            + " kill -TERM $p; wait $p; echo $?; ls -A $JOCKER_ROOT/.jocker/staging $JOCKER_ROOT/.jocker/entries | grep img");
            assertEquals("143\n", result.out(), result.toString());

            box.sh(PULL).ok();

            List<String> asked = box.sh("cat asked").lines();
            assertEquals(1, asked.stream().filter(line -> line.endsWith(small)).count(), "the small layer in " + asked);
        }
    }

    @Test
    void a_layer_that_is_not_what_the_image_says_is_refused_and_leaves_nothing() {
        registry.push(Map.of("FORGE", "1"), "forged:1", registry.layer("echo x >x"));

        TestHost.Result result = box.jocker("pull", registry.name("forged:1"));

        assertEquals(125, result.status());
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains("is not what the image says"), result.err());
        assertEquals(
                "",
                box.sh("ls -A $JOCKER_ROOT/.jocker/layers $JOCKER_ROOT/.jocker/staging | grep -v :")
                        .out()
                        .strip());
    }

    @Test
    void a_blob_that_has_been_damaged_on_the_disk_is_not_used() {
        registry.push(Map.of(), "good:1", registry.layer("echo x >x"));
        box.jocker("pull", registry.name("good:1")).ok();
        box.sh(
                        "$JOCKER images | grep -o '^img_[0-9]*' | grep -v $IMG | while read i; do cp -r $JOCKER_ROOT/.jocker/blobs work/; $JOCKER rm $i; done;"
                                + " for b in work/blobs/sha256/*; do head -c -20 $b >$JOCKER_ROOT/.jocker/blobs/sha256/${b##*/}; done")
                .ok();

        TestHost.Result first = box.jocker("pull", registry.name("good:1"));

        assertEquals(125, first.status(), first.toString());
        assertEquals(1, first.err().lines().count(), first.err());
        box.jocker("pull", registry.name("good:1")).ok();
    }
}
