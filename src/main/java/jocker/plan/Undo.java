package jocker.plan;

import jocker.os.Argv;
import jocker.os.Resource;

/**
 * How something that was made is taken away again.
 *
 * @param action what takes it away
 * @param resource where one sees that it is still there; an undo that fails has succeeded if it is not
 */
public record Undo(Action action, Resource resource) {
    /** An undo that is a host command. */
    public static Undo by(Argv argv, Resource resource) {
        return new Undo(new Action.Exec(argv), resource);
    }
}
