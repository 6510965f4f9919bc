package jocker.plan;

import java.nio.file.Path;
import jocker.cgroup.Cgroups;
import jocker.cgroup.Limits;
import jocker.net.Address;
import jocker.os.Action;
import jocker.os.Argv;
import jocker.os.ExecChain;
import jocker.os.Resource;
import jocker.os.Shell;
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
        String quotedTree = Shell.quote(tree.toString());
        Path group = cgroups.directories(container).get(0);
        Undo unplug = unplug(address);
        Undo forget = forgetNamespace(address);

        Plan.Builder plan = new Plan.Builder()
                .step(66, "cable", "ip link add dev {} type veth peer name {}", host, inside)
                .undoneBy(unplug)
                .shownBy("ip -d link show " + host)
                .step(67, "host-end-up", "ip link set dev {} up", host)
                .shownBy("ip link show " + host)
                .step(68, "bridge", "ip link set {} master {}", host, Address.BRIDGE)
                .after(66)
                .shownBy("bridge link show dev " + host)
                .step(69, "namespace", "ip netns add {}", namespace)
                .undoneBy(forget)
                .after()
                .shownBy("ip -n " + namespace + " link")
                .step(70, "move-end", "ip link set {} netns {}", inside, namespace)
                .shownBy("ip -n " + namespace + " link show " + inside)
                .step(71, "loopback", "ip netns exec {} ip link set dev lo up", namespace)
                .after(69)
                .shownBy("ip -n " + namespace + " addr show lo")
                .step(72, "mac", "ip netns exec {} ip link set {} address {}", namespace, inside, address.mac())
                .shownBy("ip -n " + namespace + " link show " + inside)
                .step(73, "address", "ip netns exec {} ip addr add {}/24 dev {}", namespace, address.ip(), inside)
                .shownBy("ip -n " + namespace + " addr show " + inside)
                .step(74, "end-up", "ip netns exec {} ip link set dev {} up", namespace, inside)
                .shownBy("ip -n " + namespace + " link show " + inside)
                .step(75, "route", "ip netns exec {} ip route add default via {}", namespace, Address.GATEWAY)
                .shownBy("ip -n " + namespace + " route")
                .step(76, "snapshot", "btrfs subvolume snapshot {} {}", image, tree)
                .undoneBy(Undo.by(Argv.of("btrfs subvolume delete {}", tree), Resource.Paths.of(tree)))
                .shownBy("btrfs subvolume show " + quotedTree)
                .step(77, "resolver", new Action.Write(tree, "etc/resolv.conf", "nameserver 8.8.8.8"))
                .shownBy("cat " + quotedTree + "/etc/resolv.conf")
                .step(78, "note-command", new Action.Write(tree, container.commandFile(), command.shown()))
                .shownBy("cat " + quotedTree + "/" + container.commandFile())
                .step(79, "group", new Action.Exec(cgroups.create(container)))
                .undoneBy(deleteGroup(cgroups, container))
                .shownBy("ls " + group);
        for (Cgroups.Setting setting : cgroups.settings(container, limits)) {
            plan.step(setting.bockerLine(), setting.name(), new Action.Exec(setting.argv()))
                    .after(79)
                    .shownBy("cat " + setting.file());
        }
        return plan.step(
                        82,
                        "start",
                        new Action.Container(
                                surroundings.around(ExecChain.of(
                                        cgroups.enter(container),
                                        Argv.of("ip netns exec {}", namespace),
                                        surroundings.unshare(tree),
                                        surroundings.chroot(tree, SHELL, command))),
                                tree,
                                SHELL,
                                container.logFile(),
                                keptLog))
                .shownBy("ls -l /proc/$(tail -n 1 " + group + "/cgroup.procs)/ns")
                .takeDown(88, "unplug", unplug)
                .shownBy("ip link show " + host)
                .takeDown(89, "forget-namespace", forget)
                .shownBy("ip netns")
                .build();
    }

    /** Takes a container's control group away. */
    static Undo[] deleteGroup(Cgroups cgroups, ContainerId container) {
        return cgroups.deletions(container).stream()
                .map(deletion -> Undo.by(deletion.argv(), Resource.Paths.of(deletion.directory())))
                .toArray(Undo[]::new);
    }

    /** Takes a container's cable away; one end takes the other with it. */
    static Undo unplug(Address address) {
        return Undo.by(Argv.of("ip link del dev {}", address.hostEnd()), new Resource.Interface(address.hostEnd()));
    }

    /** Takes a container's network namespace away. */
    static Undo forgetNamespace(Address address) {
        return Undo.by(
                Argv.of("ip netns del {}", address.namespace()),
                Resource.Paths.of(NAMESPACES.resolve(address.namespace())));
    }
}
