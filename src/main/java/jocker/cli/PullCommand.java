package jocker.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jocker.image.Access;
import jocker.image.Digest;
import jocker.image.Platform;
import jocker.image.Reference;
import jocker.plan.Plan;
import jocker.plan.PullPlan;
import jocker.store.ImageId;
import jocker.store.Ledger;
import jocker.store.NotFound;
import jocker.store.Outcome;
import jocker.store.Pulled;
import jocker.store.Store;
import jocker.store.Task;
import jocker.text.Message;
import jocker.text.Printable;
import jocker.text.UsageException;
import jocker.text.UserException;
import picocli.CommandLine.Model.ArgSpec;

/** {@code pull NAME [TAG]}. */
final class PullCommand extends NamedCommand {
    private static final String PATIENCE = "30";

    private final ArgSpec platform = Model.option("OS/ARCH[/VARIANT]", "--platform");
    private final ArgSpec insecure = Model.options("HOST", "--insecure");
    private final ArgSpec quiet = Model.flag("-q", "--quiet");
    private final ArgSpec patience = Model.option("SECONDS", "--patience");
    private final ArgSpec name = Model.word(0, "NAME");
    private final ArgSpec tag = Model.optionalWord(1, "TAG");

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
        String text = Model.text(tag).map(it -> name.getValue() + ":" + it).orElseGet(name::getValue);
        Reference reference = Reference.find(text).orElseThrow(() -> NotFound.image(text));
        Optional<Platform> wanted = Model.text(platform).map(PullCommand::platform);
        Duration limit = limit();
        Store store = box.store();
        box.requireRoom();
        Ledger ledger = new Ledger(store);
        ImageId image = box.isDryRun() ? ledger.freeImage() : ledger.claimImage(Task.PULL);
        int status = box.claimed(ledger, image, () -> {
            try {
                Access access = new Access(
                        !reference.isLocal() && !Model.texts(insecure).contains(reference.registry()),
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
            Box box, Store store, Ledger ledger, ImageId image, Registry.Found found, Access access, Duration limit) {
        Pulled pulled = found.toPulled();
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
            Progress progress = new Progress(
                    box.terminal().filter(it -> !Model.isSet(quiet)),
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
    private static void requireRoom(Store store, Reference reference, long size) {
        long free = store.freeBytes();
        if (free < 2 * size + Store.LEAST_SPACE) {
            throw new UserException(Message.of("no-room-for-its", reference.shown(), size >> 20, free >> 20));
        }
    }

    private Duration limit() {
        String text = Model.text(patience).orElse(PATIENCE);
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
