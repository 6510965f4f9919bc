package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.image.LayerArchive;
import jocker.image.UnpackAction;
import jocker.os.Argv;
import jocker.plan.Action;
import jocker.text.Texts;
import org.junit.jupiter.api.Test;

/** How a pull gets on, on a terminal: a line a layer, and a last one that changes. */
class PullProgressTest {
    private static final String CLEARED = "\r\033[K";
    private static final String LAYER = "0123456789ab" + "c".repeat(52);
    private static final Action OTHER = new Action.Exec(Argv.of("true"));

    private final StringWriter terminal = new StringWriter();
    private final PullProgress progress = new PullProgress(Optional.of(new PrintWriter(terminal)), Texts.ENGLISH);

    private static Action unpacking(String layer) {
        return new UnpackAction(new LayerArchive(Path.of("/blobs", layer), layer), Path.of("/tree"), Argv.of("tar"));
    }

    @Test
    void layers_that_are_there_are_told_at_once_each_on_a_line() {
        progress.begins(List.of(LAYER, "f".repeat(64)), 0);

        assertEquals(
                CLEARED + "0123456789ab: Already exists\n" + CLEARED + "ffffffffffff: Already exists\n",
                terminal.toString());
    }

    @Test
    void what_has_been_fetched_is_told_in_megabytes_and_is_never_more_than_all() {
        progress.begins(List.of(), 3_000_000);

        progress.fetched(0);
        progress.fetched(1_550_000);
        progress.fetched(3_000_512);

        assertEquals(
                CLEARED + "Downloading 0.0 of 3.0 MB" + CLEARED + "Downloading 1.6 of 3.0 MB" + CLEARED
                        + "Downloading 3.0 of 3.0 MB",
                terminal.toString());
    }

    @Test
    void a_layer_is_complete_when_the_next_step_begins() {
        progress.before(unpacking(LAYER));
        progress.before(OTHER);
        progress.before(OTHER);

        assertEquals(
                CLEARED + "0123456789ab: Extracting" + CLEARED + "0123456789ab: Pull complete\n", terminal.toString());
    }

    @Test
    void the_line_that_changes_is_cleared_at_the_end() {
        progress.ends();

        assertEquals(CLEARED, terminal.toString());
    }

    @Test
    void the_words_are_those_of_the_users_language() {
        PullProgress japanese = new PullProgress(Optional.of(new PrintWriter(terminal)), Texts.JAPANESE);

        japanese.begins(List.of(LAYER), 2_000_000);
        japanese.fetched(1_000_000);

        assertEquals(CLEARED + "0123456789ab: すでにあります\n" + CLEARED + "ダウンロード中 1.0 / 2.0 MB", terminal.toString());
    }
}
