/**
 * What jocker does, as data: every command builds a list of steps, and running, rolling back and showing them all read
 * that list. {@link jocker.plan.RunPlan} is bocker_run.
 */
package jocker.plan;
