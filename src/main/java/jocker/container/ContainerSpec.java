package jocker.container;

import jocker.cgroup.Limits;
import jocker.store.ContainerId;
import jocker.store.ImageId;

/**
 * What one container is, all that its plan needs to know of it.
 *
 * @param id its id, from which its network follows
 * @param image what its tree is a snapshot of
 * @param limits what it may use
 * @param process how its command is started
 * @param command what it runs
 */
public record ContainerSpec(
        ContainerId id, ImageId image, Limits limits, ContainerProcess process, ContainerCommand command) {}
