package jocker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.doctor.CheckResult;
import jocker.os.Host;
import jocker.os.Resource;
import jocker.store.Operation;
import jocker.text.Texts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor}: the host's requirements, and last of all what killed runs have left. */
class DiagnosisTest {
    @TempDir
    private Path directory;

    private TestStore store;

    @BeforeEach
    void prepare() {
        store = new TestStore(directory);
        store.host().kernelFile("/proc/sys/net/ipv4/ip_forward", "1\n");
    }

    private CheckResult last() {
        List<CheckResult> results = new Diagnosis(store.looking()).results();
        return results.get(results.size() - 1);
    }

    @Test
    void a_host_that_nothing_is_left_on_is_told_so() {
        store.finished("ps_42017");
        store.live("ps_42018", Operation.RUN);

        CheckResult result = last();

        assertEquals(
                "leftovers: nothing is left of runs that were killed",
                result.requirement() + ": " + Texts.ENGLISH.say(result.says()));
        assertEquals("", result.mend());
    }

    @Test
    void what_is_left_is_named_with_the_command_that_clears_it() throws IOException {
        store.dead("ps_42017", Operation.RUN);
        store.dead("img_42150", Operation.PULL);
        store.host().has(new Resource.Interface("veth0_ps_42100"));
        Files.createDirectories(store.path(".jocker/staging/img_42151"));

        CheckResult result = last();

        assertFalse(result.isMet());
        assertEquals(
                "something is left of [img_42150, ps_42017, ps_42100, img_42151]; mend it with: jocker prune",
                Texts.ENGLISH.say(result.complaint()));
    }

    @Test
    void a_plain_user_cannot_see_what_is_left() {
        store.host().plainUser();

        assertEquals("limits", last().requirement());
    }

    @Test
    void without_a_store_or_control_groups_nothing_can_be_left() {
        store.host().fileSystem(Optional.empty());
        assertEquals("limits", last().requirement());

        store.host().fileSystem(Optional.of(new Host.FileSystem("btrfs", false, 1L << 40)));
        store.host().kernelFile("/proc/self/mounts", "");
        assertEquals("cgroups", last().requirement());
    }

    @Test
    void a_look_changes_nothing() {
        store.dead("ps_42017", Operation.RUN);
        List<String> before = store.listing();

        last();

        assertEquals(before, store.listing());
    }
}
