package jocker.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private final boolean verify;

    Registry(Box box, Reference reference, boolean verify) {
        this.box = box;
        this.reference = reference;
        this.verify = verify;
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

    /** The configuration that belongs to it: a JSON text. */
    String config(Reference exact) {
        return inspect("--config --raw", exact);
    }

    private String inspect(String options, Reference which) {
        try {
            return box.ask(Argv.of(
                    "skopeo inspect " + options + " --retry-times 3 --tls-verify={} {}", verify, which.transport()));
        } catch (HostException e) {
            throw refusal(e);
        }
    }

    private Refusal refusal(HostException e) {
        Matcher reason = REASON.matcher(Optional.ofNullable(e.getMessage()).orElse(""));
        String said = reason.matches() ? reason.group(1).replace("\\\"", "\"") : e.getMessage();
        return UNKNOWN.matcher(said).matches()
                ? Refusal.noImage(reference.shown())
                : new Refusal("cannot pull " + reference.shown() + ": " + said);
    }
}
