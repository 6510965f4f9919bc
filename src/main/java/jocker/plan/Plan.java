package jocker.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import jocker.os.Argv;
import jocker.os.Resource;
import jocker.text.Message;

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
        Set<String> programs = new LinkedHashSet<>();
        for (Step step : steps) {
            programs.addAll(step.action().programs());
            step.undos().forEach(undo -> programs.addAll(undo.action().programs()));
        }
        return List.copyOf(programs);
    }

    /**
     * Collects steps. A step has a name, under which the bundles of texts say what it is for, and the line of bocker it
     * stands for, where there is one.
     */
    public static final class Builder {
        private final List<Step> steps = new ArrayList<>();

        /** Adds a host command; {@code template} is read by {@link Argv#of}. */
        public Builder step(int bockerLine, String name, String template, Object... values) {
            return step(bockerLine, name, new Action.Exec(Argv.of(template, values)));
        }

        /** Adds any action. */
        public Builder step(int bockerLine, String name, Action action) {
            return add(name, OptionalInt.of(bockerLine), action);
        }

        /** Adds an action that bocker has no line for. */
        public Builder step(String name, Action action) {
            return add(name, OptionalInt.empty(), action);
        }

        private Builder add(String name, OptionalInt bockerLine, Action action) {
            steps.add(Step.of(name, Message.of("step." + name), bockerLine, action, Step.Phase.MAKE));
            return this;
        }

        /** Says how the step added last is taken back if a later one fails. */
        public Builder undoneBy(Undo... undos) {
            return replaceLast(last().undoneBy(undos));
        }

        /**
         * Says which steps the step added last has to wait for, by their names; it is started while the others have not
         * ended. The order of starts stays, so a step that starts a second program must not be done beside the next.
         */
        public Builder after(String... names) {
            return replaceLast(last().after(names));
        }

        /** Says where one sees what the step added last takes away, as long as it is there. */
        public Builder removing(Resource evidence) {
            return replaceLast(last().removing(evidence));
        }

        /** Says which line of shell shows what has come of the step added last. */
        public Builder shownBy(String line) {
            return replaceLast(last().shownBy(line));
        }

        private Step last() {
            return steps.get(steps.size() - 1);
        }

        private Builder replaceLast(Step step) {
            steps.set(steps.size() - 1, step);
            return this;
        }

        /** Adds a step that takes away, when all is done, what the same undo takes away after a failure. */
        public Builder takeDown(int bockerLine, String name, Undo undo) {
            return takeDown(name, Message.of("step." + name), OptionalInt.of(bockerLine), undo);
        }

        /** The same for something that bocker has no line for, with what there is to say of it. */
        public Builder takeDown(String name, Message why, Undo undo) {
            return takeDown(name, why, OptionalInt.empty(), undo);
        }

        private Builder takeDown(String name, Message why, OptionalInt bockerLine, Undo undo) {
            steps.add(Step.of(name, why, bockerLine, undo.action(), Step.Phase.TAKE_DOWN)
                    .undoneBy(undo));
            return this;
        }

        /** The plan. */
        public Plan build() {
            return new Plan(steps);
        }
    }
}
