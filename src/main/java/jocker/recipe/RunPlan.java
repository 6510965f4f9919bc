package jocker.recipe;

import java.nio.file.Path;
import jocker.cgroup.Cgroups;
import jocker.container.Bridge;
import jocker.container.ContainerNetwork;
import jocker.container.ContainerSpec;
import jocker.container.StartAction;
import jocker.os.Argv;
import jocker.os.ExecChain;
import jocker.os.Resource;
import jocker.os.Shell;
import jocker.plan.Action;
import jocker.plan.Plan;
import jocker.plan.Undo;
import jocker.store.ContainerId;
import jocker.store.Store;

/**
 * How a container is made and taken down: bocker_run, lines 61 to 90 of bocker, command for command. The number at the
 * start of each step is its line there.
 */
public final class RunPlan {
    /** Where {@code ip netns} keeps its names (ip-netns(8)). */
    private static final Path NAMESPACES = Path.of("/run/netns");

    private static final String SHELL = "/bin/sh";

    private final Store store;
    private final Cgroups cgroups;
    private final ContainerSpec spec;
    private final ContainerNetwork network;
    private final Path tree;

    private RunPlan(Store store, Cgroups cgroups, ContainerSpec spec) {
        this.store = store;
        this.cgroups = cgroups;
        this.spec = spec;
        this.network = new ContainerNetwork(spec.id());
        this.tree = store.tree(spec.id());
    }

    /** The plan of one run. */
    public static Plan of(Store store, Cgroups cgroups, ContainerSpec spec) {
        RunPlan run = new RunPlan(store, cgroups, spec);
        Plan.Builder plan = new Plan.Builder();
        run.connect(plan);
        run.makeTree(plan);
        run.makeGroup(plan);
        run.start(plan);
        run.disconnect(plan);
        return plan.build();
    }

    private void connect(Plan.Builder plan) {
        String host = network.hostEnd();
        String inside = network.containerEnd();
        String namespace = network.namespace();
        plan.step(66, "cable", "ip link add dev {} type veth peer name {}", host, inside)
                .undoneBy(unplug(network))
                .shownBy("ip -d link show " + host)
                .step(67, "host-end-up", "ip link set dev {} up", host)
                .shownBy("ip link show " + host)
                .step(68, "bridge", "ip link set {} master {}", host, Bridge.NAME)
                .after("cable")
                .shownBy("bridge link show dev " + host)
                .step(69, "namespace", "ip netns add {}", namespace)
                .undoneBy(forgetNamespace(network))
                .after()
                .shownBy("ip -n " + namespace + " link")
                .step(70, "move-end", "ip link set {} netns {}", inside, namespace)
                .shownBy("ip -n " + namespace + " link show " + inside)
                .step(71, "loopback", "ip netns exec {} ip link set dev lo up", namespace)
                .after("namespace")
                .shownBy("ip -n " + namespace + " addr show lo")
                .step(72, "mac", "ip netns exec {} ip link set {} address {}", namespace, inside, network.mac())
                .shownBy("ip -n " + namespace + " link show " + inside)
                .step(73, "address", "ip netns exec {} ip addr add {}/24 dev {}", namespace, network.ip(), inside)
                .shownBy("ip -n " + namespace + " addr show " + inside)
                .step(74, "end-up", "ip netns exec {} ip link set dev {} up", namespace, inside)
                .shownBy("ip -n " + namespace + " link show " + inside)
                .step(75, "route", "ip netns exec {} ip route add default via {}", namespace, Bridge.GATEWAY)
                .shownBy("ip -n " + namespace + " route");
    }

    private void makeTree(Plan.Builder plan) {
        String quotedTree = Shell.quote(tree.toString());
        plan.step(76, "snapshot", "btrfs subvolume snapshot {} {}", store.tree(spec.image()), tree)
                .undoneBy(Undos.deleteSubvolume(tree))
                .shownBy("btrfs subvolume show " + quotedTree)
                .step(77, "resolver", new Action.Write(tree, "etc/resolv.conf", "nameserver 8.8.8.8"))
                .shownBy("cat " + quotedTree + "/etc/resolv.conf")
                .step(
                        78,
                        "note-command",
                        new Action.Write(
                                tree, spec.id().commandFile(), spec.command().shown()))
                .shownBy("cat " + quotedTree + "/" + spec.id().commandFile());
    }

    private void makeGroup(Plan.Builder plan) {
        plan.step(79, "group", new Action.Exec(cgroups.create(spec.id())))
                .undoneBy(deleteGroup(cgroups, spec.id()))
                .shownBy("ls " + group());
        for (Cgroups.Setting setting : cgroups.settings(spec.id(), spec.limits())) {
            plan.step(setting.bockerLine(), setting.name(), new Action.Exec(setting.argv()))
                    .after("group")
                    .shownBy("cat " + setting.file());
        }
    }

    private void start(Plan.Builder plan) {
        ExecChain chain = ExecChain.of(
                cgroups.enter(spec.id()),
                Argv.of("ip netns exec {}", network.namespace()),
                spec.process().unshare(tree),
                spec.process().chroot(tree, SHELL, spec.command()));
        plan.step(
                        82,
                        "start",
                        new StartAction(
                                spec.process().around(chain),
                                tree,
                                SHELL,
                                spec.id().logFile(),
                                store.records().keptLog(spec.id())))
                .shownBy("ls -l /proc/$(tail -n 1 " + group() + "/cgroup.procs)/ns");
    }

    private void disconnect(Plan.Builder plan) {
        plan.takeDown(88, "unplug", unplug(network))
                .shownBy("ip link show " + network.hostEnd())
                .takeDown(89, "forget-namespace", forgetNamespace(network))
                .shownBy("ip netns");
    }

    private Path group() {
        return cgroups.directories(spec.id()).get(0);
    }

    /** Takes a container's control group away. */
    static Undo[] deleteGroup(Cgroups cgroups, ContainerId container) {
        return cgroups.deletions(container).stream()
                .map(deletion -> Undo.by(deletion.argv(), Resource.Paths.of(deletion.directory())))
                .toArray(Undo[]::new);
    }

    /** Takes a container's cable away; one end takes the other with it. */
    static Undo unplug(ContainerNetwork network) {
        return Undo.by(Argv.of("ip link del dev {}", network.hostEnd()), new Resource.Interface(network.hostEnd()));
    }

    /** Takes a container's network namespace away. */
    static Undo forgetNamespace(ContainerNetwork network) {
        return Undo.by(
                Argv.of("ip netns del {}", network.namespace()),
                Resource.Paths.of(NAMESPACES.resolve(network.namespace())));
    }
}
