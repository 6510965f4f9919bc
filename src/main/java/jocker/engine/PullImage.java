package jocker.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jocker.image.CredentialFinder;
import jocker.image.ImageReference;
import jocker.image.Platform;
import jocker.image.RegistryAccess;
import jocker.image.RegistryClient;
import jocker.image.RemoteImage;
import jocker.recipe.PullPlan;
import jocker.store.Claims;
import jocker.store.ImageId;
import jocker.store.LayerStore;
import jocker.store.Operation;
import jocker.store.Outcome;
import jocker.store.PulledImage;
import jocker.store.Store;

/** Makes an image of a registry's. (bocker_pull spoke a protocol that no registry knows any more.) */
public final class PullImage {
    private final Engine engine;
    private final Progress progress;

    /** Is told how a pull gets on, beside its steps. */
    public interface Progress {
        /**
         * The registry has been asked, and the layers are about to be fetched.
         *
         * @param existing the digests of the layers that need not be fetched, in hexadecimal digits
         * @param bytes the size of the others, as they are sent
         */
        void begins(List<String> existing, long bytes);

        /** Nothing more will be told of. */
        void ends();
    }

    /** The verb. */
    public PullImage(Engine engine, Progress progress) {
        this.engine = engine;
        this.progress = progress;
    }

    /**
     * What the user wants to pull, and how the registry is spoken to.
     *
     * @param platform the platform that the user has named; empty for the host's own, or whatever there is
     * @param insecure the registries that need no certificate
     * @param patience how long the registry may send nothing
     * @param variables the caller's environment, which tells where credentials are
     */
    public record Request(
            ImageReference reference,
            Optional<Platform> platform,
            Set<String> insecure,
            Duration patience,
            Map<String, String> variables) {}

    /**
     * Pulls it.
     *
     * @throws jocker.text.UserException if there is no such image, the registry does not answer, or there is no room
     * @throws jocker.plan.StepFailed if the host refuses a step; what came before has been undone
     */
    public MadeImage pull(Request request) {
        Store store = engine.store();
        engine.preconditions().requireRoom();
        engine.preconditions().requirePrograms(List.of("skopeo"));
        Claims claims = engine.claims(store);
        ImageId image = claims.image(Operation.PULL);
        Path secret = store.staging(image).credentials();
        Outcome outcome = engine.claimed(claims, image, () -> {
            try {
                RegistryAccess access = access(request, secret);
                RemoteImage remote = new RegistryClient(engine.host(), request.reference(), access, request.patience())
                        .find(request.platform());
                return Outcome.of(pull(store, claims, image, remote, access, request.patience()));
            } finally {
                if (!engine.isDryRun()) {
                    engine.host().delete(secret);
                }
            }
        });
        return new MadeImage(image, outcome.status());
    }

    private RegistryAccess access(Request request, Path secret) {
        ImageReference reference = request.reference();
        return new RegistryAccess(
                !reference.isLocal() && !request.insecure().contains(reference.registry()),
                new CredentialFinder(engine.host(), reference, request.variables())
                        .find(engine.isDryRun() ? Optional.empty() : Optional.of(secret)));
    }

    private int pull(
            Store store, Claims claims, ImageId image, RemoteImage remote, RegistryAccess access, Duration patience) {
        PulledImage pulled = remote.toPulled();
        LayerStore layers = new LayerStore(store);
        try (Claims.Turn turn = claims.pulling(engine::pause)) {
            long size = 0;
            List<String> existing = new ArrayList<>();
            for (int i = 0; i < pulled.layers().size(); i++) {
                if (layers.hasLayer(pulled.layers().get(i))) {
                    existing.add(pulled.blobs().get(i));
                } else {
                    size += remote.manifest().layers().get(i).size();
                }
            }
            engine.preconditions().requireRoomFor(store, remote.exact().shown(), size);
            claims.keep(image, pulled);
            progress.begins(existing, size);
            try {
                return engine.perform(PullPlan.of(store, image, remote, access, patience));
            } finally {
                progress.ends();
            }
        }
    }
}
