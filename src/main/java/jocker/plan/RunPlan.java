package jocker.plan;

import java.nio.file.Path;
import jocker.cgroup.Cgroups;
import jocker.cgroup.Limits;
import jocker.net.Address;
import jocker.os.Action;
import jocker.os.Argv;
import jocker.os.Chain;
import jocker.os.Evidence;
import jocker.store.ContainerId;

/**
 * How a container is made and taken down: bocker_run, lines 61 to 90 of bocker, command for command. The number at the
 * start of each step is its line there.
 */
public final class RunPlan {
    /** Where {@code ip netns} keeps its names (ip-netns(8)). */
    private static final Path NAMESPACES = Path.of("/run/netns");

    private static final String SHELL = "/bin/sh";

    private RunPlan() {}

    /**
     * The plan of one run.
     *
     * @param image the image's tree
     * @param tree where the container's tree will be
     * @param keptLog where a copy of the container's output is kept, out of its reach
     * @param surroundings what the command finds around it
     */
    public static Plan of(
            Path image,
            Path tree,
            Path keptLog,
            Cgroups cgroups,
            ContainerId container,
            Limits limits,
            Surroundings surroundings,
            ContainerCommand command) {
        Address address = new Address(container);
        String host = address.hostEnd();
        String inside = address.containerEnd();
        String namespace = address.namespace();
        Undo unplug = unplug(address);
        Undo forget = forgetNamespace(address);

        Plan.Builder plan = new Plan.Builder()
                .step(66, "make a cable with two ends", "ip link add dev {} type veth peer name {}", host, inside)
                .undoneBy(unplug)
                .step(67, "switch on the host's end", "ip link set dev {} up", host)
                .step(68, "plug the host's end into the bridge", "ip link set {} master {}", host, Address.BRIDGE)
                .after(66)
                .step(69, "make a network of the container's own", "ip netns add {}", namespace)
                .undoneBy(forget)
                .after()
                .step(70, "push the other end into that network", "ip link set {} netns {}", inside, namespace)
                .step(71, "switch on the container's loopback", "ip netns exec {} ip link set dev lo up", namespace)
                .after(69)
                .step(
                        72,
                        "give its end a MAC address",
                        "ip netns exec {} ip link set {} address {}",
                        namespace,
                        inside,
                        address.mac())
                .step(
                        73,
                        "give its end an IP address",
                        "ip netns exec {} ip addr add {}/24 dev {}",
                        namespace,
                        address.ip(),
                        inside)
                .step(74, "switch on its end", "ip netns exec {} ip link set dev {} up", namespace, inside)
                .step(
                        75,
                        "send what is for elsewhere to the bridge",
                        "ip netns exec {} ip route add default via {}",
                        namespace,
                        Address.GATEWAY)
                .step(76, "copy the image without copying a byte", "btrfs subvolume snapshot {} {}", image, tree)
                .undoneBy(Undo.by(Argv.of("btrfs subvolume delete {}", tree), Evidence.Paths.of(tree)))
                .step(
                        77,
                        "tell it where names are looked up",
                        new Action.Write(tree, "etc/resolv.conf", "nameserver 8.8.8.8"))
                .step(78, "note the command", new Action.Write(tree, container.commandFile(), command.shown()))
                .step(79, "make a control group", cgroups.create(container))
                .undoneBy(deleteGroup(cgroups, container));
        for (Cgroups.Setting setting : cgroups.settings(container, limits)) {
            plan.step(setting.bockerLine(), setting.why(), setting.argv()).after(79);
        }
        return plan.step(
                        82,
                        "start the container",
                        new Action.Container(
                                surroundings.around(Chain.of(
                                        cgroups.enter(container),
                                        Argv.of("ip netns exec {}", namespace),
                                        surroundings.unshare(tree),
                                        surroundings.chroot(tree, SHELL, command))),
                                tree,
                                SHELL,
                                container.logFile(),
                                keptLog))
                .takeDown(88, "unplug the cable", unplug)
                .takeDown(89, "forget the container's network", forget)
                .after()
                .build();
    }

    /** Takes a container's control group away. */
    static Undo[] deleteGroup(Cgroups cgroups, ContainerId container) {
        return cgroups.deletions(container).stream()
                .map(deletion -> Undo.by(deletion.argv(), Evidence.Paths.of(deletion.directory())))
                .toArray(Undo[]::new);
    }

    /** Takes a container's cable away; one end takes the other with it. */
    static Undo unplug(Address address) {
        return Undo.by(Argv.of("ip link del dev {}", address.hostEnd()), new Evidence.Interface(address.hostEnd()));
    }

    /** Takes a container's network namespace away. */
    static Undo forgetNamespace(Address address) {
        return Undo.by(
                Argv.of("ip netns del {}", address.namespace()),
                Evidence.Paths.of(NAMESPACES.resolve(address.namespace())));
    }
}
