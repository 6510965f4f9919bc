package jocker.recipe;

import jocker.plan.Undo;
import jocker.text.Message;

/**
 * Something on the host that belongs to a run which is over.
 *
 * @param what its kind and name, such as {@code interface veth0_ps_42017}
 * @param undo how it is taken away
 */
public record Leftover(Message what, Undo undo) {}
