package jocker.plan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import jocker.os.Resource;
import jocker.text.Message;

/**
 * One step of a plan.
 *
 * @param name what it is called, as in {@code step.NAME} in the bundles of texts
 * @param why what the step is for: words that complete "in order to ..." as well as "cannot ..."
 * @param bockerLine the line of bocker that it stands for, if there is one
 * @param action what is done
 * @param undos how it is taken back if a later step fails, in order; none if it goes with what another one made
 * @param phase when it is done
 * @param after the names of the steps that have to be done before this one is started; empty for all that come before it
 * @param removes where one sees what it takes away: once that is gone, it is done, even if a signal has ended it
 * @param look a line of shell that shows what has come of it
 */
public record Step(
        String name,
        Message why,
        OptionalInt bockerLine,
        Action action,
        List<Undo> undos,
        Phase phase,
        Optional<Set<String>> after,
        Optional<Resource> removes,
        Optional<String> look) {
    /** Copies the lists. */
    public Step {
        undos = List.copyOf(undos);
        after = after.map(Set::copyOf);
    }

    static Step of(String name, Message why, OptionalInt bockerLine, Action action, Phase phase) {
        return new Step(
                name, why, bockerLine, action, List.of(), phase, Optional.empty(), Optional.empty(), Optional.empty());
    }

    Step undoneBy(Undo... them) {
        return new Step(name, why, bockerLine, action, List.of(them), phase, after, removes, look);
    }

    Step after(String... names) {
        return new Step(name, why, bockerLine, action, undos, phase, Optional.of(Set.of(names)), removes, look);
    }

    Step removing(Resource evidence) {
        return new Step(name, why, bockerLine, action, undos, phase, after, Optional.of(evidence), look);
    }

    Step shownBy(String line) {
        return new Step(name, why, bockerLine, action, undos, phase, after, removes, Optional.of(line));
    }

    /** Whether it must not be started before another one is done. */
    boolean waitsFor(Step other) {
        return after.isEmpty() || after.get().contains(other.name);
    }

    /** When a step is done. */
    public enum Phase {
        /** In its turn; if it fails, the steps before it are undone. */
        MAKE,
        /** When all the others are done, and whatever became of the other ones of this phase. */
        TAKE_DOWN
    }
}
