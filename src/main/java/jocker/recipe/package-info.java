/** bocker's functions as lists of steps: {@link jocker.recipe.RunPlan} is bocker_run. */
@NullMarked
package jocker.recipe;

import org.jspecify.annotations.NullMarked;
