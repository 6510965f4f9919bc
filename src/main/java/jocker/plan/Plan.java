package jocker.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import jocker.os.Action;
import jocker.os.Argv;

/**
 * Steps, in the order in which they are done.
 *
 * @param steps the steps; those that take down come last
 */
public record Plan(List<Step> steps) {
    /** Copies the list. */
    public Plan {
        steps = List.copyOf(steps);
    }

    /** The lines of shell that do what this plan does. */
    public List<String> shellLines() {
        return steps.stream().map(step -> step.action().shellLine()).toList();
    }

    /** The host's programs that the plan starts, its undos included, in order and each once. */
    public List<String> programs() {
        return steps.stream()
                .flatMap(step -> Stream.concat(
                        Stream.of(step.action()), step.undos().stream().map(Undo::action)))
                .flatMap(action -> action.programs().stream())
                .distinct()
                .toList();
    }

    /** Collects steps. A step is named by the line of bocker it stands for, where there is one. */
    public static final class Builder {
        private final List<Step> steps = new ArrayList<>();

        /** Adds a host command; {@code template} is read by {@link Argv#of}. */
        public Builder step(int bockerLine, String why, String template, Object... values) {
            return step(bockerLine, why, Argv.of(template, values));
        }

        /** Adds a host command. */
        public Builder step(int bockerLine, String why, Argv argv) {
            return step(bockerLine, why, new Action.Exec(argv));
        }

        /** Adds any action. */
        public Builder step(int bockerLine, String why, Action action) {
            steps.add(new Step(why, OptionalInt.of(bockerLine), action, List.of(), Step.Phase.MAKE, Optional.empty()));
            return this;
        }

        /** Adds an action that bocker has no line for. */
        public Builder step(String why, Action action) {
            steps.add(new Step(why, OptionalInt.empty(), action, List.of(), Step.Phase.MAKE, Optional.empty()));
            return this;
        }

        /** Says how the step added last is taken back if a later one fails. */
        public Builder undoneBy(Undo... undos) {
            Step last = steps.remove(steps.size() - 1);
            steps.add(
                    new Step(last.why(), last.bockerLine(), last.action(), List.of(undos), last.phase(), last.after()));
            return this;
        }

        /**
         * Says which steps the step added last has to wait for, by their lines; it is started while others still go on.
         * The order of starts stays, so a step that starts a second program is not one to go on beside the next.
         */
        public Builder after(Integer... bockerLines) {
            Step last = steps.remove(steps.size() - 1);
            steps.add(new Step(
                    last.why(),
                    last.bockerLine(),
                    last.action(),
                    last.undos(),
                    last.phase(),
                    Optional.of(Set.of(bockerLines))));
            return this;
        }

        /** Adds a step that takes away, when all is done, what the same undo takes away after a failure. */
        public Builder takeDown(int bockerLine, String why, Undo undo) {
            steps.add(new Step(
                    why,
                    OptionalInt.of(bockerLine),
                    undo.action(),
                    List.of(undo),
                    Step.Phase.TAKE_DOWN,
                    Optional.empty()));
            return this;
        }

        /** Adds a step of that kind that bocker has no line for. */
        public Builder takeDown(String why, Undo undo) {
            steps.add(new Step(
                    why, OptionalInt.empty(), undo.action(), List.of(undo), Step.Phase.TAKE_DOWN, Optional.empty()));
            return this;
        }

        /** The plan. */
        public Plan build() {
            return new Plan(steps);
        }
    }
}
