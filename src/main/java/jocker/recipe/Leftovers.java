package jocker.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jocker.cgroup.Cgroups;
import jocker.container.ContainerNetwork;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.os.Resource;
import jocker.plan.Action;
import jocker.plan.Undo;
import jocker.store.ContainerId;
import jocker.store.Id;
import jocker.store.ImageId;
import jocker.store.LayerStore;
import jocker.store.Operation;
import jocker.store.Staging;
import jocker.store.StateRecord;
import jocker.store.Store;
import jocker.text.Message;

/** What is on the host of runs that were killed, or that the power left alone. It only looks. */
public final class Leftovers {
    private final Host host;
    private final Store store;
    private final Cgroups cgroups;

    /** The leftovers on a host. */
    public Leftovers(Host host, Store store, Cgroups cgroups) {
        this.host = host;
        this.store = store;
        this.cgroups = cgroups;
    }

    /** What is there of a container beside its tree, in the order in which it must be taken away. */
    public List<Leftover> beside(ContainerId container) {
        ContainerNetwork network = new ContainerNetwork(container);
        List<Leftover> all = new ArrayList<>();
        for (long process : cgroups.processes(container)) {
            all.add(new Leftover(
                    Message.of("process-of", process, container),
                    new Undo(new Action.Kill(process), new Resource.Alive(process))));
        }
        all.add(new Leftover(Message.of("interface", network.hostEnd()), RunPlan.unplug(network)));
        // The other end is in the host's network until step 70 has moved it.
        all.add(new Leftover(Message.of("namespace", network.namespace()), RunPlan.forgetNamespace(network)));
        for (Path mount : host.mountPoints()) {
            if (mount.startsWith(store.tree(container))) {
                all.add(new Leftover(
                        Message.of("mount", mount),
                        Undo.by(Argv.of("umount --lazy {}", mount), new Resource.MountPoint(mount))));
            }
        }
        all.addAll(groups(cgroups, container));
        return existing(all);
    }

    /** A container's control groups, whether they exist or not. */
    public static List<Leftover> groups(Cgroups cgroups, ContainerId container) {
        return Stream.of(RunPlan.deleteGroup(cgroups, container))
                .map(undo -> new Leftover(Message.of("control-group", container), undo))
                .toList();
    }

    /** What a dead process has left of what it was about. */
    public List<Leftover> of(StateRecord dead) {
        return dead.id() instanceof ContainerId container ? ofRun(container, dead) : ofImage((ImageId) dead.id());
    }

    private List<Leftover> ofRun(ContainerId container, StateRecord dead) {
        Operation operation = dead.owner().orElseThrow().operation();
        if (operation != Operation.RUN) {
            // It was about to be removed or committed: it is whole, or its tree is gone.
            return store.isFree(container) ? beside(container) : List.of();
        }
        List<Leftover> all = new ArrayList<>(beside(container));
        if (!store.records().hasStarted(container)) {
            all.add(subvolume(Message.of("half-made-container", container), store.tree(container)));
        }
        return existing(all);
    }

    /** What is left of an image that was being made or replaced; one in its place is whole. */
    public List<Leftover> ofImage(ImageId image) {
        Staging staging = store.staging(image);
        return existing(List.of(
                subvolume(Message.of("half-made-image", image), staging.tree()),
                subvolume(Message.of("half-made-layer", image), staging.layer()),
                new Leftover(Message.of("manifest-of", image), Undos.deleteDirectory(staging.layout())),
                new Leftover(Message.of("credentials-for", image), Undos.deleteFile(staging.credentials()))));
    }

    /**
     * The layers and blobs that no image needs.
     *
     * @param without an image that does not count, as it is about to go
     */
    public static List<Leftover> unusedLayers(Store store, Optional<ImageId> without) {
        LayerStore layers = new LayerStore(store);
        return layers.unused(without).stream()
                .map(path -> path.startsWith(layers.blobs())
                        ? new Leftover(Message.of("blob", path.getFileName()), Undos.deleteFile(path))
                        : subvolume(Message.of("layer", path.getFileName()), path))
                .toList();
    }

    /**
     * The ids that no process works on, and that have something on the host all the same: bocker's, when it fails half-way
     * or removes what jocker has made, or those of a store whose records are lost. While bocker runs, these can be a
     * container under way.
     */
    public List<Id> withoutRecord() {
        Stream<Id> containers =
                Id.numbers().<Id>mapToObj(ContainerId::new).filter(id -> isUnclaimed(id) && isOver((ContainerId) id));
        Stream<Id> images =
                new LayerStore(store).staged().stream().<Id>map(id -> id).filter(this::isUnclaimed);
        return Stream.concat(containers, images).toList();
    }

    private boolean isUnclaimed(Id id) {
        return store.records().find(id).flatMap(StateRecord::owner).isEmpty();
    }

    /** Whether a container that has no process has more on the host than the group that a finished one keeps. */
    private boolean isOver(ContainerId container) {
        if (!cgroups.processes(container).isEmpty()) {
            return false;
        }
        ContainerNetwork network = new ContainerNetwork(container);
        return Stream.of(RunPlan.unplug(network), RunPlan.forgetNamespace(network))
                        .anyMatch(undo -> host.exists(undo.resource()))
                || (store.isFree(container)
                        && (host.exists(cgroups.resource(container))
                                || store.records().find(container).isPresent()));
    }

    private static Leftover subvolume(Message what, Path tree) {
        return new Leftover(what, Undos.deleteSubvolume(tree));
    }

    private List<Leftover> existing(List<Leftover> all) {
        return all.stream()
                .filter(leftover -> host.exists(leftover.undo().resource()))
                .toList();
    }
}
