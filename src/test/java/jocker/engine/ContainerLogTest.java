package jocker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jocker.os.HostException;
import jocker.os.TestFiles;
import jocker.store.ContainerId;
import jocker.store.Outcome;
import jocker.text.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code logs}: what a container has printed, out of a place that it cannot reach. */
class ContainerLogTest {
    @TempDir
    private Path directory;

    private TestStore store;

    @BeforeEach
    void prepare() {
        store = new TestStore(directory);
        store.finished("ps_42017");
        store.tree("ps_42100");
    }

    private String log(String container) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ContainerLog.of(store.looking(), container).copyTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void the_log_is_the_copy_that_the_container_cannot_change() {
        TestFiles.write(store.path("ps_42017/ps_42017.log"), "forged\n");

        assertEquals("hello\n", log("ps_42017"));
    }

    @Test
    void the_log_of_a_container_of_bockers_is_the_one_in_its_tree() {
        TestFiles.write(store.path("ps_42100/ps_42100.log"), "bocker's\n");

        assertEquals("bocker's\n", log("ps_42100"));
    }

    @Test
    void a_log_that_leads_out_of_the_tree_is_not_read() throws IOException {
        TestFiles.write(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(store.path("ps_42100/ps_42100.log"), directory.resolve("secret"));

        assertEquals("", log("ps_42100"));
    }

    @Test
    void a_container_without_a_log_has_printed_nothing() {
        assertEquals("", log("ps_42100"));
    }

    @Test
    void a_log_comes_with_how_the_run_has_ended() {
        ContainerLog log = ContainerLog.of(store.looking(), "ps_42017");

        assertEquals(new ContainerId(42017), log.container());
        assertEquals(Optional.of(Outcome.of(0)), log.outcome());
        assertEquals(
                Optional.empty(), ContainerLog.of(store.looking(), "ps_42100").outcome());
    }

    @Test
    void a_container_that_does_not_exist_is_refused_in_bockers_words() {
        UserException refusal = assertThrows(UserException.class, () -> log("ps_42018"));

        assertEquals("No container named 'ps_42018' exists", refusal.getMessage());
    }

    @Test
    void a_reader_that_has_gone_is_an_error_of_the_log() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        HostException failure = assertThrows(
                HostException.class,
                () -> ContainerLog.of(store.looking(), "ps_42017").copyTo(closed));

        assertEquals("cannot show the log of ps_42017: Broken pipe", failure.getMessage());
        assertTrue(failure.getCause() instanceof IOException, String.valueOf(failure.getCause()));
    }
}
