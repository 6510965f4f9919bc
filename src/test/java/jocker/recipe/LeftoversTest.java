package jocker.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.cgroup.Cgroups;
import jocker.os.FakeHost;
import jocker.os.Resource;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.LayerStore;
import jocker.store.Operation;
import jocker.store.Outcome;
import jocker.store.Owner;
import jocker.store.RecordedClaims;
import jocker.store.StateRecord;
import jocker.store.Store;
import jocker.text.Texts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found on a host of runs that are over. */
class LeftoversTest {
    private static final ContainerId CONTAINER = new ContainerId(42017);
    private static final ImageId IMAGE = new ImageId(42150);
    private static final Resource CABLE = new Resource.Interface("veth0_ps_42017");
    private static final Resource NAMESPACE = Resource.Paths.of(Path.of("/run/netns/netns_ps_42017"));

    @TempDir
    private Path directory;

    private final FakeHost host = new FakeHost();
    private Path root;
    private Path group;
    private Store store;
    private Leftovers leftovers;

    @BeforeEach
    void prepare() throws IOException {
        Path groups = directory.resolve("cgroup");
        host.cgroups(groups);
        group = groups.resolve("ps_42017");
        root = Files.createDirectory(directory.resolve("store"));
        store = Store.at(host, root);
        leftovers = new Leftovers(host, store, Cgroups.of(host).orElseThrow());
    }

    private void makeTree() throws IOException {
        Files.createDirectory(store.tree(CONTAINER));
    }

    private void startLog() throws IOException {
        Path log = store.records().keptLog(CONTAINER);
        Files.createDirectories(log.getParent());
        Files.writeString(log, "");
    }

    private static StateRecord dead(ContainerId id, Operation operation) {
        Owner owner = new Owner(operation, 1, 1, "another boot");
        return new StateRecord(id, Optional.of(owner), Optional.of("true"), Optional.empty());
    }

    /** What is left, and the command that clears it. */
    private List<String> lines(List<Leftover> found) {
        return found.stream()
                .map(it -> Texts.ENGLISH.say(it.what()) + ": "
                        + it.undo().action().shellLine().replace(root.toString(), "/var/bocker"))
                .toList();
    }

    @Test
    void a_host_that_nothing_is_left_on_has_no_leftovers() {
        assertEquals(List.of(), leftovers.beside(CONTAINER));
        assertEquals(List.of(), leftovers.of(dead(CONTAINER, Operation.RUN)));
        assertEquals(List.of(), leftovers.ofImage(IMAGE));
        assertEquals(List.of(), leftovers.withoutRecord());
    }

    @Test
    void what_is_beside_a_container_is_found_in_the_order_in_which_it_can_be_taken_away() throws IOException {
        makeTree();
        FakeHost.makeGroup(group, "4711\n");
        host.has(new Resource.Alive(4711));
        host.has(CABLE);
        host.has(NAMESPACE);
        host.has(new Resource.MountPoint(store.tree(CONTAINER).resolve("proc")));
        host.has(new Resource.MountPoint(Path.of("/proc")));

        assertEquals(
                List.of(
                        "process 4711 of ps_42017: kill -KILL 4711",
                        "interface veth0_ps_42017: ip link del dev veth0_ps_42017",
                        "namespace netns_ps_42017: ip netns del netns_ps_42017",
                        "mount " + store.tree(CONTAINER) + "/proc: umount --lazy /var/bocker/ps_42017/proc",
                        "control group ps_42017: cgdelete -g cpu,memory:/ps_42017"),
                lines(leftovers.beside(CONTAINER)));
    }

    @Test
    void a_process_that_has_just_ended_is_no_leftover() {
        FakeHost.makeGroup(group, "4711\n");

        assertEquals(
                List.of("control group ps_42017: cgdelete -g cpu,memory:/ps_42017"),
                lines(leftovers.beside(CONTAINER)));
    }

    @Test
    void a_run_that_died_before_its_command_was_started_leaves_a_half_made_container() throws IOException {
        makeTree();
        host.has(CABLE);

        assertEquals(
                List.of(
                        "interface veth0_ps_42017: ip link del dev veth0_ps_42017",
                        "half-made container ps_42017: btrfs subvolume delete /var/bocker/ps_42017"),
                lines(leftovers.of(dead(CONTAINER, Operation.RUN))));
    }

    @Test
    void a_run_that_died_afterwards_leaves_a_container_with_a_log_which_is_kept() throws IOException {
        makeTree();
        startLog();
        host.has(NAMESPACE);

        assertEquals(
                List.of("namespace netns_ps_42017: ip netns del netns_ps_42017"),
                lines(leftovers.of(dead(CONTAINER, Operation.RUN))));
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"COMMIT", "REMOVE"})
    void another_command_that_died_leaves_a_container_that_is_there_as_it_is(Operation operation) throws IOException {
        makeTree();
        FakeHost.makeGroup(group, "");

        assertEquals(List.of(), leftovers.of(dead(CONTAINER, operation)));
    }

    @Test
    void a_removal_that_died_when_the_tree_was_gone_leaves_what_was_beside_it() {
        FakeHost.makeGroup(group, "");

        assertEquals(
                List.of("control group ps_42017: cgdelete -g cpu,memory:/ps_42017"),
                lines(leftovers.of(dead(CONTAINER, Operation.REMOVE))));
    }

    @Test
    void a_pull_that_died_leaves_what_it_made_out_of_sight() throws IOException {
        Files.createDirectories(store.staging(IMAGE).tree());
        Files.createDirectories(store.staging(IMAGE).layer());
        Files.createDirectories(store.staging(IMAGE).layout());
        Files.writeString(store.staging(IMAGE).credentials(), "{}");
        StateRecord dead = new StateRecord(
                IMAGE,
                Optional.of(new Owner(Operation.PULL, 1, 1, "another boot")),
                Optional.empty(),
                Optional.empty());
        String staging = "/var/bocker/.jocker/staging/img_42150";

        assertEquals(
                List.of(
                        "half-made image img_42150: btrfs subvolume delete " + staging,
                        "half-made layer of img_42150: btrfs subvolume delete " + staging + ".layer",
                        "manifest of img_42150: rm -rf --one-file-system " + staging + ".oci",
                        "credentials for img_42150: rm -f " + staging + ".auth"),
                lines(leftovers.of(dead)));
    }

    @Test
    void layers_and_blobs_that_no_image_needs_are_leftovers() throws IOException {
        LayerStore layers = new LayerStore(store);
        Files.createDirectories(layers.layer("abc"));
        Files.createDirectories(layers.blob("def").getParent());
        Files.writeString(layers.blob("def"), "blob");

        assertEquals(
                List.of(
                        "layer abc: btrfs subvolume delete /var/bocker/.jocker/layers/abc",
                        "blob def: rm -f /var/bocker/.jocker/blobs/sha256/def"),
                lines(Leftovers.unusedLayers(store, Optional.empty())));
    }

    @Test
    void a_cable_a_namespace_or_a_group_that_no_process_works_on_is_found_without_a_record() {
        host.has(CABLE);
        assertEquals(List.of(CONTAINER), leftovers.withoutRecord());

        host.hasNot(CABLE);
        host.has(NAMESPACE);
        assertEquals(List.of(CONTAINER), leftovers.withoutRecord());

        host.hasNot(NAMESPACE);
        FakeHost.makeGroup(group, "");
        assertEquals(List.of(CONTAINER), leftovers.withoutRecord());
    }

    @Test
    void a_finished_container_keeps_its_group() throws IOException {
        makeTree();
        FakeHost.makeGroup(group, "");

        assertEquals(List.of(), leftovers.withoutRecord());
    }

    @Test
    void a_container_with_processes_is_not_over() {
        host.has(CABLE);
        FakeHost.makeGroup(group, "4711\n");

        assertEquals(List.of(), leftovers.withoutRecord());
    }

    @Test
    void what_this_process_works_on_is_not_without_a_record() throws IOException {
        RecordedClaims claims = new RecordedClaims(store);
        ContainerId container = claims.container("true", id -> !id.equals(CONTAINER));
        ImageId image = claims.image(Operation.INIT);
        host.has(CABLE);
        Files.createDirectories(store.staging(image).tree());

        assertEquals(CONTAINER, container);
        assertEquals(List.of(), leftovers.withoutRecord());
    }

    @Test
    void an_image_out_of_sight_that_no_process_works_on_is_found_without_a_record() throws IOException {
        Files.createDirectories(store.staging(IMAGE).tree());

        assertEquals(List.of(IMAGE), leftovers.withoutRecord());
    }

    @Test
    void the_record_of_a_finished_container_that_bocker_has_removed_is_left_over() throws IOException {
        RecordedClaims claims = new RecordedClaims(store);
        claims.container("true", id -> !id.equals(CONTAINER));
        makeTree();
        claims.settle(CONTAINER, Optional.of(Outcome.of(0)));
        assertEquals(List.of(), leftovers.withoutRecord(), "it is still there");

        Files.delete(store.tree(CONTAINER));

        assertEquals(List.of(CONTAINER), leftovers.withoutRecord());
    }
}
