package jocker.plan;

import java.util.List;

/** How leftovers are cleared: each by itself, so that one that stays does not keep the others. */
public final class PrunePlan {
    private PrunePlan() {}

    /** The plan that clears some leftovers, in their order. */
    public static Plan of(List<Leftover> leftovers) {
        Plan.Builder plan = new Plan.Builder();
        leftovers.forEach(plan::clear);
        return plan.build();
    }
}
