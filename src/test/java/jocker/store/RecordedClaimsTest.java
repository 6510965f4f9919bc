package jocker.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jocker.os.FakeHost;
import jocker.os.Host;
import jocker.text.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who works on what, written down. */
class RecordedClaimsTest {
    private static final int ALL = 253;
    private static final ImageId IMAGE = new ImageId(42002);
    private static final ContainerId CONTAINER = new ContainerId(42017);
    private static final Owner DEAD = new Owner(Operation.RUN, 1, 1, "another boot");

    @TempDir
    private Path root;

    private final FakeHost host = new FakeHost();
    private Store store;
    private Claims claims;

    @BeforeEach
    void open() {
        store = Store.at(host, root);
        claims = new RecordedClaims(store);
    }

    /** Has a process that has died own something. */
    private void dead(Id id, Operation operation) {
        Owner owner = new Owner(operation, DEAD.pid(), DEAD.startTicks(), DEAD.boot());
        store.state().locked(() -> {
            store.records().write(new StateRecord(id, Optional.of(owner), Optional.of("true"), Optional.empty()));
            return id;
        });
    }

    private void makeTree(Id id) throws IOException {
        Files.createDirectories(store.tree(id));
    }

    private Optional<StateRecord> record(Id id) {
        return store.records().find(id);
    }

    @Test
    void no_two_claims_get_the_same_container_and_the_last_is_refused() {
        Set<ContainerId> ids = new HashSet<>();
        for (int i = 0; i < ALL; i++) {
            ids.add(claims.container("true", id -> false));
        }

        UserException refusal =
                assertThrows(UserException.class, () -> claims.container("true", id -> false), "all ids are taken");

        assertEquals(ALL, ids.size());
        assertEquals(
                "all 253 container ids are taken; make room with: jocker prune --stopped, or jocker rm ID",
                refusal.getMessage());
    }

    @Test
    void no_two_claims_get_the_same_image_and_the_last_is_refused() {
        Set<ImageId> ids = new HashSet<>();
        for (int i = 0; i < ALL; i++) {
            ids.add(claims.image(Operation.INIT));
        }

        UserException refusal =
                assertThrows(UserException.class, () -> claims.image(Operation.INIT), "all ids are taken");

        assertEquals(ALL, ids.size());
        assertEquals(
                "all 253 image ids are taken; make room with: jocker prune --stopped, or jocker rm ID",
                refusal.getMessage());
    }

    @Test
    void an_id_that_something_on_the_host_stands_in_the_way_of_is_not_chosen() {
        assertEquals(CONTAINER, claims.container("true", id -> !id.equals(CONTAINER)));
    }

    @Test
    void an_id_whose_name_anything_in_the_store_has_is_not_chosen() throws IOException {
        for (int number : Id.numbers().toArray()) {
            Path name = root.resolve("ps_" + number);
            switch (number % 3) {
                case 0 -> Files.createDirectory(name);
                case 1 -> Files.writeString(name, "a file");
                default -> Files.createSymbolicLink(name, root.resolve("nowhere"));
            }
        }
        Files.delete(root.resolve("ps_42017"));

        assertEquals(CONTAINER, claims.container("true", id -> false));
    }

    @Test
    void a_claim_writes_down_who_has_it_and_what_for() {
        ContainerId id = claims.container("echo hello", it -> false);

        StateRecord record = record(id).orElseThrow();
        assertEquals(Optional.of("echo hello"), record.command());
        assertEquals(Optional.of(Owner.self(Operation.RUN)), record.owner());
        assertEquals(Optional.empty(), record.outcome());
    }

    @Test
    void what_is_written_down_is_for_root_only() throws IOException {
        claims.image(Operation.INIT);

        try (Stream<Path> files = Files.walk(root.resolve(".jocker"))) {
            for (Path directory : files.filter(Files::isDirectory).toList()) {
                assertEquals(
                        "rwx------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)),
                        directory.toString());
            }
        }
    }

    @Test
    void what_a_live_process_has_cannot_be_taken() throws IOException {
        makeTree(IMAGE);
        claims.take(IMAGE, Operation.COMMIT);

        UserException refusal = assertThrows(UserException.class, () -> claims.take(IMAGE, Operation.REMOVE));

        assertEquals(
                "'img_42002' is in use by another jocker (process "
                        + ProcessHandle.current().pid() + "); try again later",
                refusal.getMessage());
        assertEquals(
                Optional.of(Owner.self(Operation.COMMIT)),
                record(IMAGE).orElseThrow().owner());
    }

    @Test
    void what_a_dead_process_has_left_can_be_taken_and_its_command_is_kept() throws IOException {
        makeTree(CONTAINER);
        dead(CONTAINER, Operation.RUN);

        claims.take(CONTAINER, Operation.REMOVE);

        StateRecord record = record(CONTAINER).orElseThrow();
        assertEquals(Optional.of(Owner.self(Operation.REMOVE)), record.owner());
        assertEquals(Optional.of("true"), record.command());
    }

    @Test
    void what_has_no_record_gets_one_when_it_is_taken() throws IOException {
        makeTree(IMAGE);

        claims.take(IMAGE, Operation.COMMIT);

        assertEquals(
                Optional.of(Owner.self(Operation.COMMIT)),
                record(IMAGE).orElseThrow().owner());
    }

    @Test
    void a_removal_from_a_full_store_writes_no_record() throws IOException {
        makeTree(IMAGE);
        host.fileSystem(Optional.of(new Host.FileSystem("btrfs", false, Store.LEAST_SPACE - 1)));

        claims.take(IMAGE, Operation.REMOVE);

        assertEquals(Optional.empty(), record(IMAGE));
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"COMMIT", "REMOVE"})
    void anything_but_a_removal_from_a_full_store_writes_a_record(Operation operation) throws IOException {
        makeTree(IMAGE);
        long free = operation == Operation.REMOVE ? Store.LEAST_SPACE : 0;
        host.fileSystem(Optional.of(new Host.FileSystem("btrfs", false, free)));

        claims.take(IMAGE, operation);

        assertTrue(record(IMAGE).isPresent(), () -> operation + " with " + free + " bytes left");
    }

    @Test
    void a_container_that_has_run_keeps_its_record_with_the_outcome_and_without_an_owner() throws IOException {
        ContainerId id = claims.container("false", it -> false);
        makeTree(id);

        claims.settle(id, Optional.of(new Outcome(137, 3)));

        assertEquals(
                Optional.of(
                        new StateRecord(id, Optional.empty(), Optional.of("false"), Optional.of(new Outcome(137, 3)))),
                record(id));
    }

    @Test
    void a_container_that_was_only_looked_into_keeps_the_outcome_of_its_run() throws IOException {
        ContainerId id = claims.container("false", it -> false);
        makeTree(id);
        claims.settle(id, Optional.of(Outcome.of(1)));
        claims.take(id, Operation.COMMIT);

        claims.settle(id, Optional.empty());

        assertEquals(
                Optional.of(new StateRecord(id, Optional.empty(), Optional.of("false"), Optional.of(Outcome.of(1)))),
                record(id));
    }

    @Test
    void a_container_that_is_gone_leaves_neither_record_nor_log() throws IOException {
        ContainerId id = claims.container("true", it -> false);
        Files.writeString(store.records().keptLog(id), "said");

        claims.settle(id, Optional.empty());

        assertEquals(Optional.empty(), record(id));
        assertFalse(Files.exists(store.records().keptLog(id)), "its log");
    }

    @Test
    void an_image_that_is_made_leaves_no_record_but_what_is_known_of_its_registry() throws IOException {
        PulledImage pulled = new PulledImage("debian:12", List.of("a"), List.of("b"), "{}");
        ImageId id = claims.image(Operation.PULL);
        claims.keep(id, pulled);
        makeTree(id);
        Files.writeString(store.tree(id).resolve("img.source"), "debian:12\n");

        claims.settle(id, Optional.of(Outcome.of(0)));

        assertEquals(Optional.empty(), record(id));
        assertEquals(Optional.of(pulled), new LayerStore(store).pulled(id));
    }

    @Test
    void an_image_that_was_not_made_leaves_nothing() {
        ImageId id = claims.image(Operation.PULL);
        claims.keep(id, new PulledImage("debian:12", List.of("a"), List.of("b"), "{}"));

        claims.settle(id, Optional.empty());

        assertEquals(Optional.empty(), record(id));
        assertFalse(Files.exists(root.resolve(".jocker/images/" + id)), "what is known of its registry");
    }

    @Test
    void what_no_process_has_is_settled_without_a_trace() throws IOException {
        makeTree(CONTAINER);

        claims.settle(CONTAINER, Optional.empty());

        assertEquals(Optional.empty(), record(CONTAINER));
    }

    @Test
    void what_a_dead_process_had_is_inherited_with_what_it_was_about() {
        dead(CONTAINER, Operation.RUN);

        Optional<StateRecord> inherited = claims.inherit(CONTAINER);

        assertEquals(Optional.of(DEAD), inherited.flatMap(StateRecord::owner));
        assertEquals(
                Optional.of(Owner.self(Operation.RUN)),
                record(CONTAINER).orElseThrow().owner());
        assertEquals(Optional.empty(), claims.inherit(CONTAINER), "this process lives, so no other one inherits");
    }

    @Test
    void what_has_no_record_is_not_inherited() {
        assertEquals(Optional.empty(), claims.inherit(CONTAINER));
    }

    @Test
    void a_pull_gets_its_turn_after_the_one_before_it() {
        Runnable wait = () -> fail("there is no other process to wait for");

        claims.pulling(wait).close();

        assertDoesNotThrow(() -> claims.pulling(wait).close(), "the lock of the first one is still held");
    }

    @Test
    void between_pulls_there_is_a_turn() {
        Optional<Claims.Turn> turn = claims.betweenPulls(() -> fail("there is no other process to wait for"));

        assertTrue(turn.isPresent());
        turn.orElseThrow().close();
    }

    @Test
    void while_an_image_is_pulled_there_is_no_turn_between_pulls() {
        claims.image(Operation.PULL);

        assertEquals(Optional.empty(), claims.betweenPulls(() -> fail("there is no other process to wait for")));
    }

    @Test
    void a_pull_that_has_died_is_no_pull_under_way() {
        dead(IMAGE, Operation.PULL);

        Optional<Claims.Turn> turn = claims.betweenPulls(() -> fail("there is no other process to wait for"));

        assertTrue(turn.isPresent());
        turn.orElseThrow().close();
    }

    @Test
    void a_dry_run_chooses_among_the_same_ids_and_writes_nothing() throws IOException {
        Claims dry = new DryRunClaims(store);
        makeTree(IMAGE);
        Set<Path> before = files();

        ContainerId container = dry.container("true", id -> !id.equals(CONTAINER));
        ImageId image = dry.image(Operation.INIT);
        dry.take(container, Operation.REMOVE);
        dry.keep(image, new PulledImage("debian:12", List.of(), List.of(), "{}"));
        dry.pulling(() -> fail("a dry run does not wait")).close();
        dry.betweenPulls(() -> fail("a dry run does not wait")).orElseThrow().close();
        dry.settle(container, Optional.of(Outcome.of(0)));

        assertEquals(CONTAINER, container);
        assertTrue(store.isFree(image), () -> image + " is taken");
        assertEquals(before, files());
    }

    @Test
    void a_dry_run_passes_by_what_is_claimed() {
        ContainerId claimed = claims.container("true", it -> false);
        ContainerId other = claimed.equals(CONTAINER) ? new ContainerId(42018) : CONTAINER;

        ContainerId chosen = new DryRunClaims(store)
                .container("true", id -> !Set.of(claimed, other).contains(id));

        assertEquals(other, chosen);
    }

    @Test
    void a_dry_run_sees_what_a_dead_process_had_and_leaves_it_as_it_is() {
        dead(CONTAINER, Operation.RUN);

        Optional<StateRecord> inherited = new DryRunClaims(store).inherit(CONTAINER);

        assertEquals(Optional.of(DEAD), inherited.flatMap(StateRecord::owner));
        assertEquals(Optional.of(DEAD), record(CONTAINER).flatMap(StateRecord::owner));
    }

    private Set<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.collect(Collectors.toSet());
        }
    }
}
