package jocker.engine;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import jocker.plan.Plan;
import jocker.recipe.InitPlan;
import jocker.store.Claims;
import jocker.store.ImageId;
import jocker.store.Operation;
import jocker.store.Outcome;
import jocker.store.Store;
import jocker.text.Message;
import jocker.text.Printable;
import jocker.text.UserException;

/** Makes an image of a directory: bocker_init. */
public final class InitImage {
    private final Engine engine;

    /** The verb. */
    public InitImage(Engine engine) {
        this.engine = engine;
    }

    /**
     * Makes it.
     *
     * @param directory a path, as the user has typed it
     * @throws UserException if there is no such directory, or the store is inside it, or has no room
     */
    public MadeImage init(String directory) {
        Path from = Path.of(directory).toAbsolutePath().normalize();
        if (directory.isEmpty() || !Files.isDirectory(from)) {
            throw UserException.inBockersWords("No directory named '" + Printable.shown(directory) + "' exists");
        }
        Store store = engine.store();
        if (store.root().startsWith(from)) {
            throw new UserException(Message.of("the-directory-holds-the", store.root()));
        }
        engine.preconditions().requireRoom();
        Claims claims = engine.claims(store);
        ImageId image = claims.image(Operation.INIT);
        boolean hasSource = Files.isRegularFile(from.resolve(Store.SOURCE_FILE), LinkOption.NOFOLLOW_LINKS);
        Plan plan = InitPlan.of(store, image, from, hasSource ? Optional.empty() : Optional.of(directory));
        Outcome outcome = engine.claimed(claims, image, () -> Outcome.of(engine.perform(plan)));
        return new MadeImage(image, outcome.status());
    }
}
