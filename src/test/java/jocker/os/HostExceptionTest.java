package jocker.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jocker.os.HostException.Kind;
import jocker.text.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the host refuses, and what is known of it. */
class HostExceptionTest {
    private static final Argv LS = Argv.of("ls {}", "a b");

    @Test
    void a_command_that_exits_is_told_with_its_line_its_status_and_its_words_in_one_line() {
        HostException e = HostException.exited(LS, 2, "ls: cannot\n  access\r\n\n x \n");

        assertEquals("\"ls 'a b'\" exited 2: ls: cannot; access; x", e.getMessage());
        assertEquals(Kind.EXITED, e.kind());
        assertEquals(Optional.of(LS), e.argv());
        assertEquals(OptionalInt.of(2), e.status());
        assertEquals("ls: cannot\n  access\r\n\n x \n", e.output());
    }

    @Test
    void a_command_that_says_nothing_is_told_with_its_status() {
        assertEquals(
                "\"ls 'a b'\" exited 137", HostException.exited(LS, 137, " \n").getMessage());
    }

    @Test
    void a_message_has_an_end_however_much_a_command_says() {
        HostException e = HostException.exited(LS, 1, "x".repeat(100_000));

        assertEquals("\"ls 'a b'\" exited 1: " + "x".repeat(HostException.SAID_LIMIT), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "write: No space left on device, NO_SPACE",
        "write /x: no space left on device, NO_SPACE",
        "there is space left, EXITED",
        "'', EXITED"
    })
    void a_command_that_finds_the_disk_full_is_known_by_its_kind(String said, Kind kind) {
        assertEquals(kind, HostException.exited(LS, 1, said).kind());
    }

    @Test
    void a_command_that_cannot_be_started_has_no_status() {
        IOException cause = new IOException("error=2, No such file or directory");

        HostException e = HostException.notStarted(LS, cause);

        assertEquals("cannot start \"ls 'a b'\": error=2, No such file or directory", e.getMessage());
        assertEquals(Kind.NOT_STARTED, e.kind());
        assertEquals(Optional.of(LS), e.argv());
        assertEquals(OptionalInt.empty(), e.status());
        assertEquals("", e.output());
        assertSame(cause, e.getCause());
    }

    @Test
    void a_command_that_stalls_is_told_with_the_seconds() {
        HostException e = HostException.stalled(LS, 30, 137);

        assertEquals("\"ls 'a b'\" has brought nothing for 30 s", e.getMessage());
        assertEquals(Kind.STALLED, e.kind());
        assertEquals(Optional.of(LS), e.argv());
        assertEquals(OptionalInt.of(137), e.status());
    }

    @Test
    void a_file_that_cannot_be_written_is_told_with_the_reason() {
        IOException cause = new FileSystemException("/x", null, "Read-only file system");

        HostException e = HostException.of(cause, "cannot-write", "/x");

        assertEquals("cannot write /x: Read-only file system", e.getMessage());
        assertEquals(Kind.FILE, e.kind());
        assertEquals(Optional.empty(), e.argv());
        assertEquals(OptionalInt.empty(), e.status());
        assertSame(cause, e.getCause());
    }

    @Test
    void a_file_for_which_there_is_no_room_is_known_by_its_kind() {
        IOException cause = new IOException("No space left on device");

        assertEquals(
                Kind.NO_SPACE, HostException.of(cause, "cannot-write", "/x").kind());
        assertEquals(
                Kind.NO_SPACE, HostException.noSpace(Message.verbatim("full")).kind());
    }

    @Test
    void a_refusal_in_other_words_is_of_no_special_kind() {
        IOException cause = new IOException("x");

        HostException e = new HostException(Message.of("cannot-read", "/x", "odd"), cause);

        assertEquals("cannot read /x: odd", e.getMessage());
        assertEquals(Kind.OTHER, e.kind());
        assertSame(cause, e.getCause());
    }

    @Test
    void an_interrupted_wait_leaves_the_threads_flag_set() {
        HostException e = HostException.interrupted(new InterruptedException(), "stopped-waiting-for", "ls");

        assertEquals("stopped waiting for \"ls\"", e.getMessage());
        assertTrue(Thread.interrupted(), "whoever has interrupted the thread is not heard");
    }

    static List<Arguments> reasons() {
        return List.of(
                Arguments.of(new IOException("Broken pipe"), "Broken pipe"),
                Arguments.of(new EOFException(), "EOF"),
                Arguments.of(new NoSuchFileException("/x"), "/x (NoSuchFile)"),
                Arguments.of(new AccessDeniedException("/x"), "/x (AccessDenied)"),
                Arguments.of(new FileSystemException("/x", null, "Is a directory"), "Is a directory"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void a_reason_says_more_than_a_path(IOException e, String reason) {
        assertEquals(reason, HostException.reason(e));
    }
}
