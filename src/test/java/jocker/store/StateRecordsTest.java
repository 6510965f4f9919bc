package jocker.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.os.FakeHost;
import jocker.os.HostException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of records. */
class StateRecordsTest {
    private static final ImageId IMAGE = new ImageId(42150);
    private static final ContainerId CONTAINER = new ContainerId(42017);
    private static final StateRecord FINISHED =
            new StateRecord(CONTAINER, Optional.empty(), Optional.of("true"), Optional.of(Outcome.of(0)));

    @TempDir
    private Path root;

    private StateRecords records;

    @BeforeEach
    void open() {
        Store store = Store.at(new FakeHost(), root);
        records = store.records();
        store.state().locked(() -> root);
    }

    private Path file(String name) {
        return root.resolve(".jocker/entries").resolve(name);
    }

    @Test
    void what_has_no_file_has_no_record() {
        assertEquals(Optional.empty(), records.find(CONTAINER));
        assertEquals(List.of(), records.all());
        assertEquals(Map.of(), records.containers());
    }

    @Test
    void a_record_is_one_small_file() throws IOException {
        records.write(FINISHED);

        assertEquals("command=true\nmemoryKills=0\nstatus=0\n", Files.readString(file("ps_42017")));
        assertEquals(Optional.of(FINISHED), records.find(CONTAINER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "  two", "a\nb", "a\r\n\tb\f", "\\", "\\u0041", "a=b:c#d!e", "\u65e5\u672c", "\tx "})
    void any_command_is_read_back_as_it_was_written(String command) {
        StateRecord record =
                new StateRecord(CONTAINER, Optional.empty(), Optional.of(command), Optional.of(Outcome.of(0)));

        records.write(record);

        assertEquals(Optional.of(record), records.find(CONTAINER));
    }

    @Test
    void all_records_come_by_id_and_other_files_are_passed_by() throws IOException {
        StateRecord image = StateRecord.begun(IMAGE, Operation.INIT, Optional.empty());
        records.write(FINISHED);
        records.write(image);
        Files.writeString(file(".ps_42018"), "half of a record");
        Files.writeString(file("readme"), "");

        assertEquals(List.of(image, FINISHED), records.all());
        assertEquals(Map.of("ps_42017", FINISHED), records.containers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pid=many\ntask=RUN\n", "pid=1\ntask=DANCE\n", "status=fine\n", "command=\\u12\n"})
    void a_damaged_record_is_named(String text) throws IOException {
        Files.writeString(file("ps_42017"), text);

        HostException failure = assertThrows(HostException.class, () -> records.find(CONTAINER));

        assertTrue(failure.getMessage().startsWith("cannot read " + file("ps_42017") + ": "), failure.getMessage());
    }

    @Test
    void a_record_that_cannot_be_written_is_named() throws IOException {
        Files.delete(root.resolve(".jocker/entries"));

        HostException failure = assertThrows(HostException.class, () -> records.write(FINISHED));

        assertTrue(failure.getMessage().startsWith("cannot write " + file("ps_42017") + ": "), failure.getMessage());
    }

    @Test
    void a_container_has_started_once_there_is_its_log() throws IOException {
        assertFalse(records.hasStarted(CONTAINER));

        Files.writeString(records.keptLog(CONTAINER), "");

        assertTrue(records.hasStarted(CONTAINER));
        assertEquals(root.resolve(".jocker/logs/ps_42017"), records.keptLog(CONTAINER));
    }

    @Test
    void a_record_is_forgotten_together_with_the_log() throws IOException {
        records.write(FINISHED);
        Files.writeString(records.keptLog(CONTAINER), "said");

        records.forget(CONTAINER);

        assertEquals(List.of(), records.all());
        assertFalse(records.hasStarted(CONTAINER));
    }

    @Test
    void a_record_that_cannot_be_deleted_is_named() throws IOException {
        Files.createDirectories(file("img_42150").resolve("full"));

        HostException failure = assertThrows(HostException.class, () -> records.forget(IMAGE));

        assertTrue(failure.getMessage().startsWith("cannot delete the records of img_42150: "), failure.getMessage());
    }

    @Test
    void the_directory_cannot_be_made_where_a_file_is() throws IOException {
        Path other = Files.createDirectories(root.resolve("other"));
        Files.writeString(other.resolve(".jocker"), "a file");
        Store store = Store.at(new FakeHost(), other);

        HostException failure =
                assertThrows(HostException.class, () -> store.state().locked(() -> other));

        assertTrue(
                failure.getMessage().startsWith("cannot write to " + other.resolve(".jocker") + ": "),
                failure.getMessage());
    }
}
