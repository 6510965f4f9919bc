package jocker.recipe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jocker.image.FetchAction;
import jocker.image.LayerArchive;
import jocker.image.RegistryAccess;
import jocker.image.RemoteImage;
import jocker.image.UnpackAction;
import jocker.os.Argv;
import jocker.plan.Action;
import jocker.plan.Plan;
import jocker.plan.Undo;
import jocker.store.ImageId;
import jocker.store.LayerStore;
import jocker.store.Staging;
import jocker.store.Store;

/**
 * How an image of a registry becomes one of the store: its layers are unpacked one onto the other, each into a snapshot
 * of the one below, and the image is a snapshot of the topmost. (bocker_pull spoke a protocol that no registry knows any
 * more.)
 */
public final class PullPlan {
    /**
     * What stands between a layer and the host: mounts, network and semaphores of its own, the tree mounted so that
     * nothing in it counts as a program or a device, no capability but those that files need, and an empty environment.
     * The tar program sees the tree as its root before it reads the first byte.
     */
    private static final String UNPACKER = "mount --bind \"$0\" \"$0\""
            + " && mount -o remount,bind,noexec,nosuid,nodev \"$0\""
            + " && exec env -i LC_ALL=C.UTF-8 PATH=\"$PATH\" setpriv --no-new-privs --bounding-set"
            + " -all,+chown,+dac_override,+fowner,+fsetid,+mknod,+setfcap,+sys_chroot"
            + " bsdtar -C \"$0\" --chroot -P --numeric-owner --no-fflags --no-acls --exclude '.wh.*' -xpf -";

    private final Store store;
    private final LayerStore layers;
    private final ImageId image;
    private final Staging staging;
    private final RemoteImage remote;
    private final List<String> chain;

    private PullPlan(Store store, ImageId image, RemoteImage remote) {
        this.store = store;
        this.layers = new LayerStore(store);
        this.image = image;
        this.staging = store.staging(image);
        this.remote = remote;
        this.chain = remote.toPulled().layers();
    }

    /**
     * The plan.
     *
     * @param remote the image as its registry has it
     * @param access how the registry is spoken to
     * @param patience how long the registry may send nothing
     */
    public static Plan of(Store store, ImageId image, RemoteImage remote, RegistryAccess access, Duration patience) {
        return new PullPlan(store, image, remote).plan(access, patience);
    }

    private Plan plan(RegistryAccess access, Duration patience) {
        Plan.Builder plan = new Plan.Builder();
        Undo forgetLayout = Undos.deleteDirectory(staging.layout());
        boolean isFetched = !chain.stream().allMatch(layers::hasLayer);
        if (isFetched) {
            plan.step("layout", new Action.Exec(Argv.of("mkdir {}", staging.layout())))
                    .undoneBy(forgetLayout)
                    .step("fetch", fetch(access, patience));
        }
        for (int i = 0; i < chain.size(); i++) {
            if (!layers.hasLayer(chain.get(i))) {
                addLayer(plan, i);
            }
        }
        if (isFetched) {
            plan.step("forget-layout", forgetLayout.action());
        }
        Path topmost = layers.layer(chain.get(chain.size() - 1));
        return plan.step(
                        "image-of-layers",
                        new Action.Exec(Argv.of("btrfs subvolume snapshot {} {}", topmost, staging.tree())))
                .undoneBy(Undos.deleteSubvolume(staging.tree()))
                .step(
                        "source",
                        new Action.Write(
                                staging.tree(),
                                Store.SOURCE_FILE,
                                remote.exact().shown()))
                .step("name-image", new Action.Move(staging.tree(), store.tree(image)))
                .build();
    }

    private Action fetch(RegistryAccess access, Duration patience) {
        Argv copy = Argv.of("skopeo copy --quiet")
                .and(access.copying())
                .and(List.of(
                        "--dest-shared-blob-dir=" + layers.blobs(),
                        remote.exact().transport(),
                        "oci:" + staging.layout() + ":image"));
        return new FetchAction(copy, List.of(staging.layout(), layers.blobs().resolve("sha256")), patience);
    }

    private void addLayer(Plan.Builder plan, int index) {
        Path fresh = staging.layer();
        Path layer = layers.layer(chain.get(index));
        Argv make = index == 0
                ? Argv.of("btrfs subvolume create {}", fresh)
                : Argv.of("btrfs subvolume snapshot {} {}", layers.layer(chain.get(index - 1)), fresh);
        LayerArchive archive = new LayerArchive(
                layers.blob(remote.manifest().layers().get(index).digest().hex()),
                remote.config().diffIds().get(index).hex());
        Argv unpacker = Argv.of("unshare -m -n -i --propagation private sh -c {} {}", UNPACKER, fresh);
        plan.step("begin-layer", new Action.Exec(make))
                .undoneBy(Undos.deleteSubvolume(fresh))
                .step("unpack", new UnpackAction(archive, fresh, unpacker))
                .step("name-layer", new Action.Move(fresh, layer))
                .step("read-only", new Action.Exec(Argv.of("btrfs property set -ts {} ro true", layer)));
    }
}
