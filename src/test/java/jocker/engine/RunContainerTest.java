package jocker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jocker.cgroup.Limits;
import jocker.os.Cancellation;
import jocker.os.FakeHost;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.os.Resource;
import jocker.os.Signal;
import jocker.os.TestFiles;
import jocker.plan.Pace;
import jocker.plan.StepFailed;
import jocker.store.ContainerId;
import jocker.store.Operation;
import jocker.store.Outcome;
import jocker.store.Owner;
import jocker.store.StateRecord;
import jocker.text.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A run, from its first command to what it leaves in the store, and each way in which it can fail. */
class RunContainerTest {
    private static final String CONTAINER = "ps_42017";
    private static final ProcessWishes NO_WISHES =
            new ProcessWishes(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of());

    private static final String LOOK = "btrfs subvolume list -o /var/bocker/img_42002";

    /** What the host is told to do by {@code run img_42002 "echo hello"}, but for the look and the end. */
    private static final List<String> COMMANDS = """
            ip link add dev veth0_ps_42017 type veth peer name veth1_ps_42017
            ip link set dev veth0_ps_42017 up
            ip link set veth0_ps_42017 master bridge0
            ip netns add netns_ps_42017
            ip link set veth1_ps_42017 netns netns_ps_42017
            ip netns exec netns_ps_42017 ip link set dev lo up
            ip netns exec netns_ps_42017 ip link set veth1_ps_42017 address 02:42:ac:11:00:17
            ip netns exec netns_ps_42017 ip addr add 10.0.0.17/24 dev veth1_ps_42017
            ip netns exec netns_ps_42017 ip link set dev veth1_ps_42017 up
            ip netns exec netns_ps_42017 ip route add default via 10.0.0.1
            btrfs subvolume snapshot /var/bocker/img_42002 /var/bocker/ps_42017
            write /var/bocker/ps_42017/etc/resolv.conf nameserver 8.8.8.8
            write /var/bocker/ps_42017/ps_42017.cmd echo hello
            cgcreate -g cpu,memory:/ps_42017
            cgset -r cpu.weight=59 ps_42017
            cgset -r memory.max=512000000 ps_42017
            cgset -r memory.swap.max=0 ps_42017
            cgexec -g cpu,memory:ps_42017 ip netns exec netns_ps_42017 unshare -fmuip --mount-proc \
            chroot /var/bocker/ps_42017 /bin/sh -c '/bin/mount -t proc proc /proc && echo hello'
            """.lines().toList();

    private static final List<String> TAKE_DOWN =
            List.of("ip link del dev veth0_ps_42017", "ip netns del netns_ps_42017");

    /** What undoes a run that fails when all is made, in order. */
    private static final List<String> UNDOS = List.of(
            "cgdelete -g cpu,memory:/ps_42017",
            "btrfs subvolume delete /var/bocker/ps_42017",
            "ip netns del netns_ps_42017",
            "ip link del dev veth0_ps_42017");

    private static final Resource CABLE = new Resource.Interface("veth0_ps_42017");
    private static final Resource NAMESPACE = Resource.Paths.of(Path.of("/run/netns/netns_ps_42017"));

    @TempDir
    private Path directory;

    private TestStore store;

    @BeforeEach
    void prepare() {
        store = new TestStore(directory);
        store.tree("img_42002");
        store.onlyIsFree(CONTAINER);
        store.containerEnds(CONTAINER, "hello\n", 0);
    }

    private RunContainer.Ended run(Engine engine, String... words) {
        return new RunContainer(engine)
                .run(new RunContainer.Request("img_42002", Limits.DEFAULT, NO_WISHES, List.of(words)));
    }

    private RunContainer.Ended run() {
        return run(store.engine(), "echo hello");
    }

    private static List<String> joined(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private void assertNothingIsLeft() {
        assertEquals(Optional.empty(), store.record(CONTAINER), "its record");
        assertFalse(store.has(CONTAINER), "its tree");
        assertEquals(List.of(), store.kept("entries"), "records");
        assertEquals(List.of(), store.kept("logs"), "kept logs");
        assertFalse(store.host().exists(CABLE), "its cable");
        assertFalse(store.host().exists(NAMESPACE), "its namespace");
        assertFalse(store.group(CONTAINER).toFile().exists(), "its control group");
    }

    @Test
    void a_run_is_bocker_run_command_for_command() {
        run();

        assertEquals(joined(joined(List.of(LOOK), COMMANDS), TAKE_DOWN), store.done());
    }

    @Test
    void a_run_leaves_a_record_a_tree_and_two_logs_and_no_network() {
        RunContainer.Ended ended = run();

        ContainerId id = new ContainerId(42017);
        assertEquals(new RunContainer.Ended(id, Outcome.of(0)), ended);
        assertEquals(
                Optional.of(
                        new StateRecord(id, Optional.empty(), Optional.of("echo hello"), Optional.of(Outcome.of(0)))),
                store.record(CONTAINER));
        assertEquals("nameserver 8.8.8.8\n", TestFiles.read(store.path("ps_42017/etc/resolv.conf")));
        assertEquals("echo hello\n", TestFiles.read(store.path("ps_42017/ps_42017.cmd")));
        assertEquals("hello\n", TestFiles.read(store.path("ps_42017/ps_42017.log")));
        assertEquals("hello\n", TestFiles.read(store.path(".jocker/logs/ps_42017")));
        assertEquals("hello\n", store.host().said());
        assertFalse(store.host().exists(CABLE), "its cable");
        assertFalse(store.host().exists(NAMESPACE), "its namespace");
    }

    @Test
    void several_words_arrive_as_they_are_and_are_kept_joined_by_spaces() {
        run(store.engine(), "sh", "-c", "echo a; echo 'b c'");

        assertTrue(
                store.done()
                        .get(COMMANDS.size())
                        .endsWith("'/bin/mount -t proc proc /proc && sh -c '\\''echo a; echo '\\''\\'\\'''\\''b"
                                + " c'\\''\\'\\'''\\'''\\'''"),
                store.done().get(COMMANDS.size()));
        assertEquals(
                Optional.of("sh -c echo a; echo 'b c'"), store.record(CONTAINER).flatMap(StateRecord::command));
    }

    @Test
    void a_run_ends_with_the_containers_own_status() {
        store.containerEnds(CONTAINER, "", 3);

        RunContainer.Ended ended = run();

        assertEquals(Outcome.of(3), ended.outcome());
        assertEquals(Optional.of(Outcome.of(3)), store.record(CONTAINER).flatMap(StateRecord::outcome));
        assertEquals(
                TAKE_DOWN,
                store.done().subList(1 + COMMANDS.size(), store.done().size()));
    }

    @Test
    void a_run_knows_how_often_the_memory_limit_has_cost_it_a_process() {
        store.effect(
                "cgexec",
                argv -> TestFiles.write(store.group(CONTAINER).resolve("memory.events"), "oom 2\noom_kill 2\n"));
        store.containerEnds(CONTAINER, "", 137);

        assertEquals(new Outcome(137, 2), run().outcome());
        assertEquals(Optional.of(new Outcome(137, 2)), store.record(CONTAINER).flatMap(StateRecord::outcome));
    }

    /** Each command of a run, what it is for, and how many undos take back what was made before it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " 0 | make a cable with two ends | 0",
                " 1 | switch on the host's end | 1",
                " 2 | plug the host's end into the bridge | 1",
                " 3 | make a network of the container's own | 1",
                " 4 | push the other end into that network | 2",
                " 5 | switch on the container's loopback | 2",
                " 6 | give its end a MAC address | 2",
                " 7 | give its end an IP address | 2",
                " 8 | switch on its end | 2",
                " 9 | send what is for elsewhere to the bridge | 2",
                "10 | copy the image without copying a byte | 2",
                "11 | tell it where names are looked up | 3",
                "12 | note the command | 3",
                "13 | make a control group | 3",
                "14 | set its share of the processor | 4",
                "15 | set the most memory it may hold | 4",
                "16 | keep it from swapping beyond that | 4",
                "17 | start the container | 4"
            })
    void a_command_that_is_refused_has_all_before_it_undone_in_reverse(int at, String what, int undos) {
        store.host().refuse(store.real(COMMANDS.get(at)));

        StepFailed failure = assertThrows(StepFailed.class, () -> run(store.engine(Pace.ONE_BY_ONE), "echo hello"));

        assertEquals("cannot " + what + ": no", failure.getMessage());
        assertEquals(
                joined(
                        joined(List.of(LOOK), COMMANDS.subList(0, at)),
                        UNDOS.subList(UNDOS.size() - undos, UNDOS.size())),
                store.done());
        assertNothingIsLeft();
    }

    static List<String> commands() {
        return COMMANDS;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_that_is_refused_while_others_run_beside_it_leaves_nothing(String command) {
        store.host().refuse(store.real(command));

        StepFailed failure = assertThrows(StepFailed.class, this::run);

        assertTrue(failure.isClean(), failure.getMessage());
        assertNothingIsLeft();
    }

    @Test
    void a_look_into_the_image_that_is_refused_is_a_failure_before_anything_is_made() {
        store.host().refuse(store.real(LOOK));

        HostException failure = assertThrows(HostException.class, this::run);

        assertEquals("no", failure.getMessage());
        assertEquals(List.of(), store.done());
        assertNothingIsLeft();
    }

    @Test
    void a_host_command_that_fails_on_the_way_into_the_container_is_no_status_of_the_containers() {
        store.host().child("unshare: unshare failed: Operation not permitted\n", 1, argv -> {});

        StepFailed failure = assertThrows(StepFailed.class, this::run);

        assertEquals(
                "cannot start the container: \"" + COMMANDS.get(17)
                        + "\" exited 1: unshare: unshare failed: Operation not permitted",
                store.shown(failure.getMessage()));
        assertEquals(HostException.Kind.EXITED, failure.kind());
        assertNothingIsLeft();
    }

    @Test
    void an_undo_that_fails_leaves_the_record_for_prune() {
        store.host().refuse(store.real(COMMANDS.get(11)));
        store.host().refuse("ip netns del netns_ps_42017");

        StepFailed failure = assertThrows(StepFailed.class, this::run);

        assertEquals(
                "cannot tell it where names are looked up: no; this stays undone, and jocker prune clears what is left:"
                        + " \"ip netns del netns_ps_42017\"",
                failure.getMessage());
        assertFalse(store.has(CONTAINER), "the other undos are done");
        assertEquals(
                Optional.of(Owner.self(Operation.RUN)), store.record(CONTAINER).flatMap(StateRecord::owner));
    }

    @Test
    void a_take_down_that_fails_leaves_the_container_and_its_record_for_prune() {
        store.host().refuse("ip link del dev veth0_ps_42017");

        StepFailed failure = assertThrows(StepFailed.class, this::run);

        assertEquals(
                "cannot unplug the cable: no; this stays undone, and jocker prune clears what is left: \"ip link del dev"
                        + " veth0_ps_42017\"",
                failure.getMessage());
        assertFalse(store.host().exists(NAMESPACE), "the other take-down is done");
        assertTrue(store.has(CONTAINER), "it has run");
        assertEquals(
                Optional.of(Owner.self(Operation.RUN)), store.record(CONTAINER).flatMap(StateRecord::owner));
    }

    @Test
    void a_signal_before_the_container_runs_has_everything_undone() {
        store.effect("cgcreate", argv -> {
            FakeHost.makeGroup(store.group(CONTAINER), "");
            store.host().cancellation().raise(Signal.INT);
        });

        Cancellation.Interrupted interrupted = assertThrows(Cancellation.Interrupted.class, this::run);

        assertEquals(Signal.INT, interrupted.signal());
        assertNothingIsLeft();
    }

    @Test
    void a_signal_while_the_container_runs_ends_the_run_with_the_signals_status_after_the_take_down() {
        store.effect("cgexec", argv -> store.host().cancellation().raise(Signal.TERM));

        RunContainer.Ended ended = run();

        assertEquals(Outcome.of(143), ended.outcome());
        assertEquals(
                TAKE_DOWN,
                store.done().subList(1 + COMMANDS.size(), store.done().size()));
        assertEquals(Optional.of(Outcome.of(143)), store.record(CONTAINER).flatMap(StateRecord::outcome));
    }

    @Test
    void an_image_that_does_not_exist_is_refused_before_anything_is_done() {
        RunContainer.Request request = new RunContainer.Request("img_42003", Limits.DEFAULT, NO_WISHES, List.of("x"));

        UserException refusal = assertThrows(UserException.class, () -> new RunContainer(store.engine()).run(request));

        assertEquals("No image named 'img_42003' exists", refusal.getMessage());
        assertEquals(List.of(), store.done());
    }

    @Test
    void an_image_with_subvolumes_inside_is_refused() {
        store.host().answer(store.real(LOOK), "ID 258 gen 12 top level 257 path img_42002/var\n");

        UserException refusal = assertThrows(UserException.class, this::run);

        assertEquals(
                "'img_42002' has subvolumes inside, which a copy of it would show empty; see them with: " + LOOK,
                store.shown(refusal.getMessage()));
        assertNothingIsLeft();
    }

    @Test
    void a_program_that_is_not_there_is_named_before_anything_is_made() {
        store.host().without("unshare");

        UserException refusal = assertThrows(UserException.class, this::run);

        assertEquals(
                "needs 'unshare', which is not on PATH; mend it with: apt-get install util-linux",
                refusal.getMessage());
        assertEquals(List.of(LOOK), store.done());
        assertNothingIsLeft();
    }

    @Test
    void a_store_without_room_is_refused() {
        store.host().fileSystem(Optional.of(new Host.FileSystem("btrfs", false, 0)));

        UserException refusal = assertThrows(UserException.class, this::run);

        assertEquals(
                "the store /var/bocker has 0 MiB left; mend it with: jocker prune --stopped, or jocker rm ID",
                store.shown(refusal.getMessage()));
        assertNothingIsLeft();
    }

    @Test
    void a_host_without_a_bridge_is_refused() {
        store.host().hasNot(new Resource.Interface("bridge0"));

        UserException refusal = assertThrows(UserException.class, this::run);

        assertEquals(
                "there is no bridge bridge0; mend it with: ip link add bridge0 type bridge"
                        + " && ip addr replace 10.0.0.1/24 dev bridge0 && ip link set bridge0 up",
                refusal.getMessage());
        assertNothingIsLeft();
    }

    @Test
    void when_all_ids_are_taken_a_run_says_so() {
        store.host().has(CABLE);

        UserException refusal = assertThrows(UserException.class, this::run);

        assertEquals(
                "all 253 container ids are taken; make room with: jocker prune --stopped, or jocker rm ID",
                refusal.getMessage());
    }

    @Test
    void two_runs_get_different_ids() {
        store.host().hasNot(new Resource.Interface("veth0_ps_42018"));
        List<ContainerId> ids = new ArrayList<>();
        store.host().child("", 0, argv -> {});

        ids.add(run().container());
        ids.add(run().container());

        assertEquals(
                List.of(new ContainerId(42017), new ContainerId(42018)),
                ids.stream()
                        .sorted((one, other) -> Integer.compare(one.number(), other.number()))
                        .toList());
    }

    @Test
    void a_dry_run_shows_what_bocker_run_would_do_and_changes_nothing() {
        List<String> before = store.listing();
        List<String> shown = new ArrayList<>();

        RunContainer.Ended ended = run(store.dryRun(shown), "echo hello");

        List<String> expected = new ArrayList<>(joined(COMMANDS, TAKE_DOWN));
        expected.set(11, "echo 'nameserver 8.8.8.8' > /var/bocker/ps_42017/etc/resolv.conf");
        expected.set(12, "echo 'echo hello' > /var/bocker/ps_42017/ps_42017.cmd");
        expected.set(17, COMMANDS.get(17) + " 2>&1 | tee /var/bocker/ps_42017/ps_42017.log");
        assertEquals(expected, shown);
        assertEquals(Outcome.of(0), ended.outcome());
        assertEquals(before, store.listing());
        assertEquals(List.of(), store.done());
    }
}
