package jocker.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jocker.image.ImageReference;
import jocker.image.RegistryAccess;
import jocker.os.Action;
import jocker.os.Argv;
import jocker.os.Layer;
import jocker.os.Resource;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.PulledImage;
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

    private PullPlan() {}

    /**
     * The plan.
     *
     * @param reference names the manifest by its digest
     * @param pulled which layers there are
     * @param diffIds the digest of each layer, unpacked, in hexadecimal digits
     * @param access how the registry is spoken to
     * @param patience how long the registry may send nothing
     */
    public static Plan of(
            Store store,
            Ledger ledger,
            ImageId image,
            ImageReference reference,
            PulledImage pulled,
            List<String> diffIds,
            RegistryAccess access,
            Duration patience) {
        Path staging = ledger.staging(image);
        Path layout = ledger.layout(image);
        Path fresh = ledger.stagingLayer(image);
        Undo deleteLayout = Undo.by(Argv.of("rm -rf --one-file-system {}", layout), Resource.Paths.of(layout));
        Plan.Builder plan = new Plan.Builder();
        List<String> layers = pulled.layers();
        boolean isFetched = !layers.stream().allMatch(ledger::hasLayer);
        if (isFetched) {
            plan.step("layout", new Action.Exec(Argv.of("mkdir {}", layout)))
                    .undoneBy(deleteLayout)
                    .step(
                            "fetch",
                            new Action.Fetch(
                                    Argv.of("skopeo copy --quiet")
                                            .and(access.copying())
                                            .and(List.of(
                                                    "--dest-shared-blob-dir=" + ledger.blobs(),
                                                    reference.transport(),
                                                    "oci:" + layout + ":image")),
                                    List.of(layout, ledger.blobs().resolve("sha256")),
                                    patience));
        }
        for (int i = 0; i < layers.size(); i++) {
            Path layer = ledger.layer(layers.get(i));
            if (ledger.hasLayer(layers.get(i))) {
                continue;
            }
            Argv make = i == 0
                    ? Argv.of("btrfs subvolume create {}", fresh)
                    : Argv.of("btrfs subvolume snapshot {} {}", ledger.layer(layers.get(i - 1)), fresh);
            plan.step("begin-layer", new Action.Exec(make))
                    .undoneBy(Undo.by(Argv.of("btrfs subvolume delete {}", fresh), Resource.Paths.of(fresh)))
                    .step(
                            "unpack",
                            new Action.Unpack(
                                    new Layer(ledger.blob(pulled.blobs().get(i)), diffIds.get(i)),
                                    fresh,
                                    Argv.of("unshare -m -n -i --propagation private sh -c {} {}", UNPACKER, fresh)))
                    .step("name-layer", new Action.Move(fresh, layer))
                    .step("read-only", new Action.Exec(Argv.of("btrfs property set -ts {} ro true", layer)));
        }
        if (isFetched) {
            plan.step("forget-layout", deleteLayout.action());
        }
        plan.step(
                        "image-of-layers",
                        new Action.Exec(Argv.of(
                                "btrfs subvolume snapshot {} {}",
                                ledger.layer(layers.get(layers.size() - 1)),
                                staging)))
                .undoneBy(Undo.by(Argv.of("btrfs subvolume delete {}", staging), Resource.Paths.of(staging)))
                .step("source", new Action.Write(staging, Store.SOURCE_FILE, reference.shown()))
                .step("name-image", new Action.Move(staging, store.tree(image)));
        return plan.build();
    }
}
