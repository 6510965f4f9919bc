package jocker.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jocker.image.Access;
import jocker.image.Digest;
import jocker.image.Manifest;
import jocker.image.Platform;
import jocker.image.Reference;
import jocker.os.Argv;
import jocker.os.HostException;
import jocker.store.Refusal;

/** A registry, asked through skopeo(1), which knows credentials, mirrors, certificates and proxies. */
final class Registry {
    private static final Pattern REASON = Pattern.compile("(?s).*level=fatal msg=\"(.*)\"\\s*");
    private static final Pattern UNKNOWN =
            Pattern.compile("(?s).*(manifest unknown|name unknown|requested access to the resource is denied).*");

    private final Box box;
    private final Reference reference;
    private final Access access;
    private final Duration patience;

    /**
     * A registry.
     *
     * @param patience how long it may take to answer a question
     */
    Registry(Box box, Reference reference, Access access, Duration patience) {
        this.box = box;
        this.reference = reference;
        this.access = access;
        this.patience = patience;
    }

    /** A manifest, and its name by its digest. */
    record Found(Reference exact, Manifest manifest) {}

    /** The manifest for a platform: what the name stands for, or one of the list that it stands for. */
    Found find(Platform platform) {
        String text = inspect("--raw", reference);
        Optional<Digest> chosen = choose(text, platform);
        Reference exact = reference.at(chosen.orElseGet(() -> Digest.of(text)));
        // skopeo compares what it fetches by a digest with that.
        return new Found(exact, Manifest.parse(chosen.isPresent() ? inspect("--raw", exact) : text));
    }

    private Optional<Digest> choose(String text, Platform platform) {
        try {
            return Manifest.choose(text, platform);
        } catch (HostException e) {
            throw new Refusal(reference.shown() + ": " + e.getMessage());
        }
    }

    /**
     * The configuration that belongs to it: a JSON text.
     *
     * @param exact names the manifest by its digest
     */
    String config(Reference exact) {
        return inspect("--config --raw", exact);
    }

    private String inspect(String options, Reference which) {
        try {
            return box.ask(Argv.of("skopeo --command-timeout={}s inspect " + options, patience.toSeconds())
                    .and(access.inspecting())
                    .and(List.of(which.transport())));
        } catch (HostException e) {
            throw refusal(which, e);
        }
    }

    private Refusal refusal(Reference which, HostException e) {
        Matcher reason = REASON.matcher(Optional.ofNullable(e.getMessage()).orElse(""));
        String said = reason.matches() ? reason.group(1).replace("\\\"", "\"") : e.getMessage();
        if (!UNKNOWN.matcher(said).matches()) {
            return new Refusal("cannot pull " + reference.shown() + ": " + said);
        }
        return which.equals(reference)
                ? Refusal.noImage(reference.shown())
                : new Refusal("cannot pull " + reference.shown() + ": the registry does not have " + which.transport()
                        + ", which it has just named");
    }
}
