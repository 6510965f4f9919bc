package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual pages: one of the program and one of each command, in two languages. */
class ManualPagesTest {
    @TempDir
    private static Path share;

    @BeforeAll
    static void write() throws IOException {
        ManualPages.main(new String[] {share.toString()});
    }

    @Test
    void there_is_a_page_of_the_program_and_of_each_command_in_both_languages() throws IOException {
        List<String> names = List.of(
                "jocker-commit.1",
                "jocker-doctor.1",
                "jocker-exec.1",
                "jocker-explain.1",
                "jocker-help.1",
                "jocker-images.1",
                "jocker-init.1",
                "jocker-inspect.1",
                "jocker-logs.1",
                "jocker-prune.1",
                "jocker-ps.1",
                "jocker-pull.1",
                "jocker-rm.1",
                "jocker-run.1",
                "jocker.1");

        assertEquals(names, names("man/man1"));
        assertEquals(names, names("man/ja/man1"));
    }

    private static List<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.list(share.resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_page_of_a_command_has_its_synopsis_its_explanation_and_its_options() throws IOException {
        assertEquals("""
                .TH JOCKER-PRUNE 1 "" "VERSION"
                .SH NAME
                jocker\\-prune \\- Clear what runs that were killed have left on the box.
                .SH SYNOPSIS
                jocker prune [\\-h] [\\-\\-stopped]
                .SH DESCRIPTION
                Clear what runs that were killed have left on the box.
                .PP
                No steps of its own: what a killed run has left is taken away by the commands that would have undone \
                its steps. See: jocker explain run
                .SH ARGUMENTS AND OPTIONS
                .TP
                \\fB\\-\\-stopped\\fR
                Remove the containers that have ended, too.
                .TP
                \\fB\\-h, \\-\\-help\\fR
                Show this help and exit.
                .SH SEE ALSO
                \\fBjocker\\fR(1)
                """.replace("VERSION", ProgramVersion.TEXT), page("man/man1/jocker-prune.1"));
    }

    @Test
    void the_page_of_the_program_names_the_page_of_each_command() throws IOException {
        String page = page("man/man1/jocker.1");

        assertTrue(
                page.contains(".SH COMMANDS\n.TP\n\\fBjocker\\-pull\\fR(1)\nMake an image from a registry's.\n"), page);
        assertEquals(
                14,
                page.lines().filter(line -> line.startsWith("\\fBjocker\\-")).count(),
                page);
    }

    @Test
    void words_and_options_with_a_value_show_their_labels() throws IOException {
        String page = page("man/man1/jocker-run.1");

        assertTrue(page.contains(".TP\n\\fBIMAGE\\fR\nThe image, such as img_42150.\n"), page);
        assertTrue(page.contains(".TP\n\\fB\\-e, \\-\\-env=NAME[=VALUE]\\fR\nSet a variable;"), page);
    }

    @Test
    void a_japanese_page_is_in_japanese() throws IOException {
        String page = page("man/ja/man1/jocker-prune.1");

        assertTrue(page.contains(".SH 名前\njocker\\-prune \\- 強制終了された実行の残りものを片付ける。\n.SH 書式\n"), page);
        assertTrue(page.endsWith(".SH 関連項目\n\\fBjocker\\fR(1)\n"), page);
    }

    @Test
    void no_line_of_text_is_taken_for_a_request_of_groff() throws IOException {
        try (Stream<Path> files = Files.walk(share).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                assertEquals(
                        List.of(),
                        Files.readAllLines(file).stream()
                                .filter(line -> line.matches("[.'].*"))
                                .filter(line -> !line.matches("\\.(TH|SH|TP|PP)( .*)?"))
                                .toList(),
                        file.toString());
            }
        }
    }

    private static String page(String name) throws IOException {
        return Files.readString(share.resolve(name));
    }
}
