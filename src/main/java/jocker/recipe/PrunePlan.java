package jocker.recipe;

import java.util.List;
import jocker.plan.Plan;
import jocker.text.Message;

/** How leftovers are cleared: each by itself, so that one that stays does not keep the others. */
public final class PrunePlan {
    private PrunePlan() {}

    /** The plan that clears some leftovers, in their order. */
    public static Plan of(List<Leftover> leftovers) {
        Plan.Builder plan = new Plan.Builder();
        clear(plan, leftovers);
        return plan.build();
    }

    /** Adds the steps that clear some leftovers to a plan. */
    static void clear(Plan.Builder plan, List<Leftover> leftovers) {
        leftovers.forEach(
                leftover -> plan.takeDown("clear", Message.of("step.clear", leftover.what()), leftover.undo()));
    }
}
