package jocker.store;

import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import jocker.text.Message;
import jocker.text.UserException;

/** The ids that nothing in the store has, drawn at random as bocker does (bocker 12 and 62). */
final class FreeIds {
    private final Store store;

    FreeIds(Store store) {
        this.store = store;
    }

    /**
     * A free container id.
     *
     * @param blocked tells of an id that something on the host stands in the way of
     * @throws UserException if all ids are taken
     */
    ContainerId container(Predicate<ContainerId> blocked) {
        return draw("container", ContainerId::new, id -> isFree(id) && !blocked.test(id));
    }

    /**
     * A free image id.
     *
     * @throws UserException if all ids are taken
     */
    ImageId image() {
        return draw("image", ImageId::new, this::isFree);
    }

    private boolean isFree(Id id) {
        return store.isFree(id)
                && store.records().find(id).flatMap(StateRecord::owner).isEmpty();
    }

    private static <T extends Id> T draw(String kind, IntFunction<T> of, Predicate<T> free) {
        int[] numbers = Id.numbers().toArray();
        Random random = new Random();
        for (int left = numbers.length; left > 0; left--) {
            int drawn = random.nextInt(left);
            T id = of.apply(numbers[drawn]);
            if (free.test(id)) {
                return id;
            }
            numbers[drawn] = numbers[left - 1];
        }
        throw new UserException(Message.of("all-ids-are-taken", numbers.length, kind));
    }
}
