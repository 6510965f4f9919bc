package jocker.image;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.os.HostException;
import jocker.store.NotFound;
import jocker.text.LazyPattern;
import jocker.text.Message;
import jocker.text.UserException;

/** A registry, asked through skopeo(1), which knows credentials, mirrors, certificates and proxies. */
public final class RegistryClient {
    private static final LazyPattern REASON = new LazyPattern("(?s).*level=fatal msg=\"(.*)\"\\s*");
    private static final LazyPattern UNKNOWN =
            new LazyPattern("(?s).*(manifest unknown|name unknown|requested access to the resource is denied).*");

    private final Host host;
    private final ImageReference reference;
    private final RegistryAccess access;
    private final Duration patience;

    /**
     * A registry.
     *
     * @param patience how long it may take to answer a question
     */
    public RegistryClient(Host host, ImageReference reference, RegistryAccess access, Duration patience) {
        this.host = host;
        this.reference = reference;
        this.access = access;
        this.patience = patience;
    }

    /**
     * Finds the image for a platform: what the name stands for, or one of the list that it stands for.
     *
     * @param wanted the platform that the user has named; empty for the host's own, or whatever there is
     * @throws UserException if there is none, or the registry does not answer
     */
    public RemoteImage find(Optional<Platform> wanted) {
        String text = inspect("--raw", reference);
        Optional<Digest> chosen = choose(text, wanted.orElseGet(Platform::own));
        ImageReference exact = reference.at(chosen.orElseGet(() -> Digest.of(text)));
        // skopeo compares what it fetches by a digest with that.
        Manifest manifest = Manifest.parse(chosen.isPresent() ? inspect("--raw", exact) : text);
        String configText = inspect("--config --raw", exact);
        ImageConfig config = ImageConfig.parse(configText);
        if (wanted.isPresent() && config.platform().contradicts(wanted.get())) {
            throw new UserException(Message.of("is-for-not-for", reference.shown(), config.platform(), wanted.get()));
        }
        int layers = manifest.layers().size();
        int diffIds = config.diffIds().size();
        if (layers == 0 || layers != diffIds) {
            throw new UserException(Message.of("cannot-pull-its-manifest", reference.shown(), layers, diffIds));
        }
        return new RemoteImage(exact, manifest, configText, config);
    }

    private Optional<Digest> choose(String text, Platform platform) {
        try {
            return Manifest.choose(text, platform);
        } catch (HostException e) {
            throw new UserException(Message.of("reason", reference.shown(), e.message()));
        }
    }

    private String inspect(String options, ImageReference which) {
        try {
            Argv inspect = Argv.of("skopeo --command-timeout={}s inspect " + options, patience.toSeconds())
                    .and(access.inspecting())
                    .and(List.of(which.transport()));
            return new Retry(host.cancellation()).of(() -> host.ask(inspect));
        } catch (HostException e) {
            throw refusal(which, e);
        }
    }

    private UserException refusal(ImageReference which, HostException e) {
        String output = HostException.oneLine(e.output());
        Matcher fatal = REASON.matcher(output);
        Optional<String> reason =
                fatal.matches() ? Optional.of(fatal.group(1).replace("\\\"", "\"")) : Optional.empty();
        if (!UNKNOWN.matcher(reason.orElse(output)).matches()) {
            Message said = reason.map(Message::verbatim).orElse(e.message());
            return new UserException(Message.of("cannot-pull", reference.shown(), said));
        }
        return which.equals(reference)
                ? NotFound.image(reference.shown())
                : new UserException(Message.of("cannot-pull-the-registry", reference.shown(), which.transport()));
    }
}
