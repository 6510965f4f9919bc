package jocker.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jocker.cgroup.Cgroups;
import jocker.container.Bridge;
import jocker.os.Argv;
import jocker.os.Host;
import jocker.os.Resource;
import jocker.os.Shell;
import jocker.store.Store;
import jocker.store.StoreFault;
import jocker.text.Message;

/** Looks at each requirement of the host, and changes nothing. */
public final class HostChecks {
    private static final int JAVA = 17;

    /** Whether the kernel passes packets on between interfaces (ip-sysctl.rst). */
    private static final Path IP_FORWARD = Path.of("/proc/sys/net/ipv4/ip_forward");

    /** Where libcgroup 3 notes a group of systemd's that its tools begin at in place of the root (cgcreate(1), -S). */
    private static final Path DEFAULT_GROUP = Path.of("/run/libcgroup/systemd");

    private final Host host;
    private final Path root;

    /** Checks of a host with its store at {@code root}. */
    public HostChecks(Host host, Path root) {
        this.host = host;
        this.root = root.toAbsolutePath().normalize();
    }

    /** All requirements, in the order in which one would mend them. */
    public List<CheckResult> all() {
        List<CheckResult> results = new ArrayList<>(List.of(root(), java()));
        Tool.all().stream().filter(tool -> !tool.isApart()).map(this::version).forEach(results::add);
        results.add(store());
        if (results.get(results.size() - 1).isMet()) {
            results.add(space());
        }
        CheckResult bridge = bridge();
        results.add(bridge);
        if (bridge.isMet() && program("ip").isMet()) {
            results.add(address());
        }
        Optional<Cgroups> cgroups = Cgroups.of(host);
        CheckResult controllers = controllers(cgroups);
        results.addAll(List.of(forwarding(), nat(), controllers));
        if (controllers.isMet()) {
            results.add(kept(cgroups));
        }
        return List.copyOf(results);
    }

    private CheckResult root() {
        return host.isRoot()
                ? CheckResult.met("root", Message.of("you-are-root"))
                : CheckResult.missing("root", Message.of("you-are-not-root"), "sudo jocker doctor");
    }

    private static CheckResult java() {
        int version = Runtime.version().feature();
        return version >= JAVA
                ? CheckResult.met("java", Message.of("java", Runtime.version()))
                : CheckResult.missing("java", Message.of("java-is-older-than", version, JAVA), install("java"));
    }

    /** Whether a program is on PATH. */
    public CheckResult program(String program) {
        return host.find(program)
                .map(path -> CheckResult.met(program, Message.verbatim(path.toString())))
                .orElseGet(() ->
                        CheckResult.missing(program, Message.of("needs-which-is-not", program), install(program)));
    }

    private static String install(String program) {
        return Tool.named(program).map(Tool::install).orElse("apt-get install " + program);
    }

    private CheckResult version(Tool tool) {
        CheckResult there = program(tool.program());
        if (!there.isMet() || tool.versionOption().isEmpty()) {
            return there;
        }
        String answer =
                host.ask(Argv.of("{} {}", tool.program(), tool.versionOption().get()));
        String line = answer.lines().findFirst().orElse("");
        Optional<ToolVersion> version = ToolVersion.find(line);
        if (version.isPresent() && version.get().compareTo(tool.minimum()) < 0) {
            return CheckResult.missing(
                    tool.program(), Message.of("is-older-than-the", line, tool.minimum()), tool.install());
        }
        return CheckResult.met(tool.program(), Message.of("both", there.says(), line));
    }

    /** Whether there is a store, on btrfs, that can be written to. */
    public CheckResult store() {
        String directory = Shell.quote(root.toString());
        String file = Shell.quote(root + ".btrfs");
        String make =
                "truncate -s 20G " + file + " && mkfs.btrfs " + file + " && mount -o loop " + file + " " + directory;
        Optional<Host.FileSystem> fileSystem = host.fileSystem(root);
        Optional<StoreFault> fault = StoreFault.of(fileSystem);
        if (fault.isEmpty()) {
            return CheckResult.met("store", Message.of("is-on-btrfs", root));
        }
        return switch (fault.get()) {
            case MISSING ->
                CheckResult.missing(
                        "store", Message.of("there-is-no-store", root), "mkdir -p " + directory + " && " + make);
            case NOT_BTRFS ->
                CheckResult.missing(
                        "store",
                        Message.of(
                                "the-store-is-on",
                                root,
                                fileSystem.orElseThrow().type()),
                        make);
            case READ_ONLY ->
                CheckResult.missing(
                        "store", Message.of("the-store-is-mounted", root), "mount -o remount,rw " + directory);
        };
    }

    /** Whether the store has room. */
    public CheckResult space() {
        long free = host.fileSystem(root).map(Host.FileSystem::freeBytes).orElse(0L);
        Message left = Message.of("space-left", root, free >> 20);
        return free >= Store.LEAST_SPACE
                ? CheckResult.met("space", left)
                : CheckResult.missing("space", left, "jocker prune --stopped, or jocker rm ID");
    }

    /** Whether there is a bridge to plug containers into. */
    public CheckResult bridge() {
        return host.exists(new Resource.Interface(Bridge.NAME))
                ? CheckResult.met("bridge", Message.of("is-there", Bridge.NAME))
                : CheckResult.missing(
                        "bridge",
                        Message.of("there-is-no-bridge", Bridge.NAME),
                        Argv.of("ip link add {} type bridge", Bridge.NAME).shellLine() + " && " + giveAddress());
    }

    private CheckResult address() {
        String addresses = host.ask(Argv.of("ip -o -4 addr show dev {} up", Bridge.NAME));
        return addresses.contains(" " + Bridge.GATEWAY + "/")
                ? CheckResult.met("address", Message.of("is-up-and-has", Bridge.NAME, Bridge.GATEWAY))
                : CheckResult.missing(
                        "address", Message.of("is-not-up-with", Bridge.NAME, Bridge.GATEWAY), giveAddress());
    }

    private static String giveAddress() {
        return Argv.of("ip addr replace {}/24 dev {}", Bridge.GATEWAY, Bridge.NAME)
                        .shellLine() + " && "
                + Argv.of("ip link set {} up", Bridge.NAME).shellLine();
    }

    private CheckResult forwarding() {
        return host.read(IP_FORWARD).strip().equals("1")
                ? CheckResult.met("forwarding", Message.of("packets-are-forwarded"))
                : CheckResult.missing("forwarding", Message.of("packets-are-not-forwarded"), "echo 1 >" + IP_FORWARD);
    }

    private CheckResult nat() {
        if (host.find("iptables").isEmpty()) {
            return CheckResult.missing("nat", Message.of("needs-which-is-not", "iptables"), install("iptables"));
        }
        String rules = host.isRoot() ? host.ask(Argv.of("iptables -w -t nat -S POSTROUTING")) : "";
        return rules.contains("-j MASQUERADE") || rules.contains("-j SNAT")
                ? CheckResult.met("nat", Message.of("what-leaves-for-elsewhere"))
                : CheckResult.missing(
                        "nat",
                        Message.of("containers-cannot-reach-beyond"),
                        "iptables -t nat -A POSTROUTING -s " + Bridge.NETWORK + " ! -o " + Bridge.NAME
                                + " -j MASQUERADE");
    }

    private static CheckResult kept(Optional<Cgroups> cgroups) {
        return cgroups.filter(Cgroups::isKept).isPresent()
                ? CheckResult.met("limits", Message.of("nobody-takes-the-controllers"))
                : CheckResult.missing("limits", Message.of("systemd-takes-the-processor"), "sudo scripts/setup-host");
    }

    /** Whether the control groups that limit a container are there, as {@link Cgroups#of} has found them. */
    public CheckResult controllers(Optional<Cgroups> cgroups) {
        if (host.exists(Resource.Paths.of(DEFAULT_GROUP))) {
            return CheckResult.missing(
                    "cgroups", Message.of("libcgroup-has-been-told", DEFAULT_GROUP), "rm " + DEFAULT_GROUP);
        }
        if (cgroups.isEmpty()) {
            return CheckResult.missing(
                    "cgroups", Message.of("no-control-groups-are"), "mount -t cgroup2 none /sys/fs/cgroup");
        }
        List<String> missing = cgroups.get().missing();
        return missing.isEmpty()
                ? CheckResult.met(
                        "cgroups",
                        Message.of(
                                "cgroups-with",
                                cgroups.get().version(),
                                cgroups.get().controllers()))
                : CheckResult.missing(
                        "cgroups",
                        Message.of("has-no-controller", cgroups.get().version(), String.join(", ", missing)),
                        "boot with cgroup_enable=" + String.join(",", missing) + " on the kernel's command line");
    }
}
