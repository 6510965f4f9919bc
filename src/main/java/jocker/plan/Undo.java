package jocker.plan;

import jocker.os.Action;
import jocker.os.Argv;
import jocker.os.Resource;

/**
 * How something that was made is taken away again.
 *
 * @param action what takes it away
 * @param evidence where one sees that it is still there; an undo that fails has succeeded if it is not
 */
public record Undo(Action action, Resource evidence) {
    /** An undo that is a host command. */
    public static Undo by(Argv argv, Resource evidence) {
        return new Undo(new Action.Exec(argv), evidence);
    }
}
