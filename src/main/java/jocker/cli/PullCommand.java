package jocker.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jocker.image.Digest;
import jocker.image.ImageReference;
import jocker.image.Platform;
import jocker.image.RegistryAccess;
import jocker.plan.Plan;
import jocker.plan.PullPlan;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.NotFound;
import jocker.store.Operation;
import jocker.store.Outcome;
import jocker.store.PulledImage;
import jocker.store.Store;
import jocker.text.Message;
import jocker.text.Printable;
import jocker.text.UsageException;
import jocker.text.UserException;
import picocli.CommandLine.Model.ArgSpec;

/** {@code pull NAME [TAG]}. */
final class PullCommand extends BaseCommand {
    private static final String PATIENCE = "30";

    private final ArgSpec platform = Arguments.option("OS/ARCH[/VARIANT]", "--platform");
    private final ArgSpec insecure = Arguments.options("HOST", "--insecure");
    private final ArgSpec quiet = Arguments.flag("-q", "--quiet");
    private final ArgSpec patience = Arguments.option("SECONDS", "--patience");
    private final ArgSpec name = Arguments.word(0, "NAME");
    private final ArgSpec tag = Arguments.optionalWord(1, "TAG");

    PullCommand(Jocker jocker) {
        super(jocker, "pull");
    }

    @Override
    List<ArgSpec> arguments() {
        return List.of(platform, insecure, quiet, patience, name, tag);
    }

    @Override
    public Integer call() {
        Box box = jocker().box().toChange("pull");
        String text = Arguments.text(tag).map(it -> name.getValue() + ":" + it).orElseGet(name::getValue);
        ImageReference reference = ImageReference.find(text).orElseThrow(() -> NotFound.image(text));
        Optional<Platform> wanted = Arguments.text(platform).map(PullCommand::platform);
        Duration limit = limit();
        Store store = box.store();
        box.requireRoom();
        Ledger ledger = new Ledger(store);
        ImageId image = box.isDryRun() ? ledger.freeImage() : ledger.claimImage(Operation.PULL);
        int status = box.claimed(ledger, image, () -> {
            try {
                RegistryAccess access = new RegistryAccess(
                        !reference.isLocal() && !Arguments.texts(insecure).contains(reference.registry()),
                        new Credentials(box, reference, jocker().environment()).find(ledger.credentials(image)));
                Registry.Found found = new Registry(box, reference, access, limit).find(wanted);
                return Outcome.of(pull(box, store, ledger, image, found, access, limit));
            } finally {
                if (!box.isDryRun()) {
                    ledger.forgetCredentials(image);
                }
            }
        });
        box.report("Created: " + image);
        return status;
    }

    private int pull(
            Box box,
            Store store,
            Ledger ledger,
            ImageId image,
            Registry.Found found,
            RegistryAccess access,
            Duration limit) {
        PulledImage pulled = found.toPulled();
        try (Ledger.Turn turn = box.isDryRun() ? () -> {} : ledger.pulling(box::pause)) {
            long size = 0;
            List<String> existing = new ArrayList<>();
            for (int i = 0; i < pulled.layers().size(); i++) {
                if (ledger.hasLayer(pulled.layers().get(i))) {
                    existing.add(pulled.blobs().get(i));
                } else {
                    size += found.manifest().layers().get(i).size();
                }
            }
            if (!box.isDryRun()) {
                requireRoom(store, found.exact(), size);
                ledger.keep(image, pulled);
            }
            PullProgress progress = new PullProgress(
                    box.terminal().filter(it -> !Arguments.isSet(quiet)),
                    box.console().texts(),
                    size);
            existing.forEach(progress::exists);
            List<String> diffIds =
                    found.config().diffIds().stream().map(Digest::hex).toList();
            Plan plan = PullPlan.of(store, ledger, image, found.exact(), pulled, diffIds, access, limit);
            try (progress) {
                return box.toldTo(progress).perform(plan);
            }
        }
    }

    /** What is fetched has to go somewhere, and then, at least as large, once more. */
    private static void requireRoom(Store store, ImageReference reference, long size) {
        long free = store.freeBytes();
        if (free < 2 * size + Store.LEAST_SPACE) {
            throw new UserException(Message.of("no-room-for-its", reference.shown(), size >> 20, free >> 20));
        }
    }

    private Duration limit() {
        String text = Arguments.text(patience).orElse(PATIENCE);
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new UsageException(Message.of("is-no-number-of", Printable.shown(text), PATIENCE));
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private static Platform platform(String text) {
        return Platform.find(text)
                .orElseThrow(() -> new UsageException(Message.of("is-no-platform-such", Printable.shown(text))));
    }
}
