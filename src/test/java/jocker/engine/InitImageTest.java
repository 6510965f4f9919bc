package jocker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jocker.os.Cancellation;
import jocker.os.Host;
import jocker.os.Signal;
import jocker.os.TestFiles;
import jocker.plan.StepFailed;
import jocker.text.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code init}: an image of a directory, whole or not at all. */
class InitImageTest {
    private static final String STAGING = "/var/bocker/.jocker/staging/img_N";

    @TempDir
    private Path directory;

    private final AnyImageHost host = new AnyImageHost();
    private TestStore store;
    private String from;
    private List<String> commands;

    /** Has a directory to copy. */
    @BeforeEach
    void prepare() {
        store = new TestStore(directory, host);
        from = directory.resolve("tree").toString();
        TestFiles.write(directory.resolve("tree/.hidden"), "hidden");
        store.effect("cp -a", argv -> {
            Path to = Path.of(argv.words().get(4));
            Files.copy(directory.resolve("tree/.hidden"), to.resolve(".hidden"));
        });
        commands = List.of(
                "btrfs subvolume create " + STAGING,
                "cp -a --reflink=auto " + from + "/. " + STAGING,
                "write " + STAGING + "/img.source " + from,
                "move " + STAGING + " /var/bocker/img_N");
    }

    private List<String> done() {
        return host.done().stream().map(AnyImageHost::ofAny).toList();
    }

    private MadeImage init(String path) {
        return new InitImage(store.engine()).init(path);
    }

    @Test
    void an_image_is_made_and_has_no_record() {
        MadeImage made = init(from);

        Path image = store.path(made.image().toString());
        assertEquals(0, made.status());
        assertEquals(commands, done());
        assertEquals("hidden", TestFiles.read(image.resolve(".hidden")));
        assertEquals(from + "\n", TestFiles.read(image.resolve("img.source")));
        assertEquals(List.of(), store.kept("entries"), "records");
        assertEquals(List.of(), store.kept("staging"), "what is out of sight");
    }

    @Test
    void a_directory_that_was_an_image_before_keeps_its_source() throws IOException {
        Files.writeString(directory.resolve("tree/img.source"), "debian:12\n");

        init(from);

        assertEquals(List.of(commands.get(0), commands.get(1), commands.get(3)), done());
    }

    @Test
    void a_link_in_the_place_of_the_source_is_replaced() throws IOException {
        Files.createSymbolicLink(directory.resolve("tree/img.source"), directory.resolve("tree/.hidden"));

        init(from);

        assertEquals(commands, done());
    }

    @ParameterizedTest
    @CsvSource({
        "0, make an empty subvolume, 0",
        "1, copy the directory, 1",
        "2, note where it came from, 1",
        "3, give the image its name, 1"
    })
    void a_command_that_is_refused_leaves_nothing(int at, String what, int undos) {
        host.refuseForAny(commands.get(at));

        StepFailed failure = assertThrows(StepFailed.class, () -> init(from));

        List<String> expected = new ArrayList<>(commands.subList(0, at));
        expected.addAll(List.of("btrfs subvolume delete " + STAGING).subList(0, undos));
        assertEquals("cannot " + what + ": no", failure.getMessage());
        assertEquals(expected, done());
        assertEquals(List.of(), store.kept("entries"), "records");
        assertEquals(List.of(), store.kept("staging"), "what is out of sight");
    }

    @Test
    void a_signal_while_files_are_copied_leaves_nothing() {
        store.effect("cp -a", argv -> host.cancellation().raise(Signal.INT));

        assertThrows(Cancellation.Interrupted.class, () -> init(from));

        assertEquals(List.of(), store.kept("entries"), "records");
        assertEquals(List.of(), store.kept("staging"), "what is out of sight");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/no/such/directory", "/proc/self/cmdline"})
    void what_is_no_directory_is_refused_in_bockers_words(String path) {
        UserException refusal = assertThrows(UserException.class, () -> init(path));

        assertEquals("No directory named '" + path + "' exists", refusal.getMessage());
        assertEquals(List.of(), done());
    }

    @Test
    void a_directory_that_holds_the_store_is_refused() {
        String around = directory.toString();

        UserException refusal = assertThrows(UserException.class, () -> init(around));

        assertEquals(
                "the directory holds the store /var/bocker, which cannot be copied into itself",
                store.shown(refusal.getMessage()));
    }

    @Test
    void a_store_without_room_is_refused() {
        host.fileSystem(Optional.of(new Host.FileSystem("btrfs", false, 0)));

        UserException refusal = assertThrows(UserException.class, () -> init(from));

        assertEquals(
                "the store /var/bocker has 0 MiB left; mend it with: jocker prune --stopped, or jocker rm ID",
                store.shown(refusal.getMessage()));
    }

    @Test
    void a_dry_run_shows_the_commands_and_changes_nothing() {
        List<String> shown = new ArrayList<>();
        List<String> before = store.listing();

        new InitImage(store.dryRun(shown)).init(from);

        assertEquals(
                List.of(
                        commands.get(0),
                        commands.get(1),
                        "echo " + from + " > " + STAGING + "/img.source",
                        "mv -T " + STAGING + " /var/bocker/img_N"),
                shown.stream().map(AnyImageHost::ofAny).toList());
        assertEquals(before, store.listing());
        assertEquals(List.of(), done());
    }
}
