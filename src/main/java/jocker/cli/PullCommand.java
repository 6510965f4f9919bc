package jocker.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import jocker.image.Access;
import jocker.image.Digest;
import jocker.image.ImageConfig;
import jocker.image.Manifest;
import jocker.image.Platform;
import jocker.image.Reference;
import jocker.os.HostException;
import jocker.plan.Plan;
import jocker.plan.PullPlan;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.Pulled;
import jocker.store.Refusal;
import jocker.store.Store;
import jocker.store.Task;
import jocker.store.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code pull NAME [TAG]}. */
@Command(name = "pull", description = "Make an image from a registry's.")
final class PullCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Jocker jocker;

    @Option(
            names = "--platform",
            paramLabel = "OS/ARCH[/VARIANT]",
            description = "Which of several to take, such as linux/arm64 (default: the box's own).")
    private Optional<String> platform;

    @Option(
            names = "--insecure",
            paramLabel = "HOST",
            description = "A registry that may do without a certificate; localhost may anyway.")
    private Set<String> insecure = Set.of();

    @Option(
            names = {"-q", "--quiet"},
            description = "Do not show how it goes on.")
    private boolean quiet;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Give up when the registry has sent nothing for so long, three times (default: 30).")
    private int patience;

    @Parameters(index = "0", paramLabel = "NAME", description = "NAME, NAME:TAG or NAME@DIGEST, such as debian:12.")
    private String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "TAG", description = "The tag, if NAME has none.")
    private Optional<String> tag;

    @Override
    public Integer call() {
        Box box = jocker.box().toChange("pull");
        String text = tag.map(it -> name + ":" + it).orElse(name);
        Reference reference = Reference.find(text).orElseThrow(() -> Refusal.noImage(text));
        Platform wanted = platform.map(this::platform).orElseGet(Platform::own);
        Store store = box.store();
        box.requireRoom();
        Access access = new Access(
                !reference.isLocal() && !insecure.contains(reference.registry()),
                Credentials.find(box, reference, jocker.environment()));
        Duration limit = limit();

        Registry registry = new Registry(box, reference, access, limit);
        Registry.Found found = registry.find(wanted);
        Manifest manifest = found.manifest();
        String configText = registry.config(found.exact());
        ImageConfig config = ImageConfig.parse(configText);
        if (platform.isPresent() && config.platform().contradicts(wanted)) {
            throw new Refusal(reference.shown() + " is for " + config.platform() + ", not for " + wanted);
        }
        if (config.diffIds().isEmpty()
                || config.diffIds().size() != manifest.layers().size()) {
            throw new HostException("the manifest of " + reference.shown() + " has "
                    + manifest.layers().size() + " layers, its configuration "
                    + config.diffIds().size());
        }
        if (!box.isDryRun() && store.freeBytes() < 2 * manifest.size() + Store.LEAST_SPACE) {
            throw new Refusal("no room for " + reference.shown() + ": its layers alone are "
                    + (manifest.size() >> 20) + " MiB, and the store has " + (store.freeBytes() >> 20)
                    + " MiB left; make room with: jocker rm ID");
        }
        Pulled pulled = new Pulled(
                chainIds(config.diffIds()),
                manifest.layers().stream().map(layer -> layer.digest().hex()).toList(),
                configText);

        Ledger ledger = new Ledger(store);
        try (Ledger.Turn turn = box.isDryRun() ? () -> {} : ledger.pulling(box::pause);
                Progress progress = new Progress(box.terminal().filter(it -> !quiet), manifest.size())) {
            ImageId image = box.isDryRun() ? ledger.freeImage() : ledger.claimImage(Task.PULL);
            if (!box.isDryRun()) {
                ledger.keep(image, pulled);
            }
            for (int i = 0; i < pulled.layers().size(); i++) {
                if (ledger.hasLayer(pulled.layers().get(i))) {
                    progress.exists(pulled.blobs().get(i));
                }
            }
            Plan plan = PullPlan.of(
                    store,
                    ledger,
                    image,
                    found.exact(),
                    pulled,
                    config.diffIds().stream().map(Digest::hex).toList(),
                    access,
                    limit);
            int status = box.toldTo(progress).performClaimed(ledger, image, plan);
            box.report("Created: " + image);
            return status;
        }
    }

    private Duration limit() {
        if (patience < 1) {
            throw new ParameterException(spec.commandLine(), "'" + patience + "' is no number of seconds, such as 30");
        }
        return Duration.ofSeconds(patience);
    }

    private Platform platform(String text) {
        return Platform.find(text)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "'" + Text.shown(text) + "' is no platform, such as linux/amd64"));
    }

    /** What names a chain of layers: the first layer's digest, then the digest of that and the next (config.md). */
    private static List<String> chainIds(List<Digest> diffIds) {
        List<String> chain = new ArrayList<>();
        for (Digest diffId : diffIds) {
            chain.add(
                    chain.isEmpty()
                            ? diffId.hex()
                            : Digest.of("sha256:" + chain.get(chain.size() - 1) + " " + diffId)
                                    .hex());
        }
        return List.copyOf(chain);
    }
}
