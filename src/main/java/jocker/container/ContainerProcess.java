package jocker.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jocker.os.Argv;
import jocker.os.ExecChain;
import jocker.os.Shell;
import jocker.text.LazyPattern;

/**
 * How a container's process is started, and what it finds around it: the environment, the working directory, the user. Everything is set
 * inside the container, after chroot(1): no program of the host ever sees a variable that an image has chosen.
 *
 * @param environment {@code NAME=value} each; a later one wins
 * @param directory where it runs; empty for the root
 * @param user who runs it
 * @param kept what is kept of the caller's environment, {@code NAME=value} each; empty for all of it
 */
public record ContainerProcess(
        List<String> environment, Optional<String> directory, ContainerUser user, Optional<List<String>> kept) {
    /** What bocker gives a command: the caller's environment, the root directory, root. */
    public static final ContainerProcess BOCKERS =
            new ContainerProcess(List.of(), Optional.empty(), ContainerUser.ROOT, Optional.empty());

    private static final String MOUNT_PROC = "/bin/mount -t proc proc /proc";

    /** What a shell can give to a program; other names take env(1). */
    private static final LazyPattern SHELL_NAME = new LazyPattern("(?s)[A-Za-z_][A-Za-z0-9_]*=.*");

    /** Where Docker has programs looked up if an image does not say. */
    private static final String DEFAULT_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** Copies the list. */
    public ContainerProcess {
        environment = List.copyOf(environment);
        kept = kept.map(List::copyOf);
    }

    /** Whether this is {@link #BOCKERS} (start-up: records). */
    private boolean isBockers() {
        return environment.isEmpty() && directory.isEmpty() && user.isDefault() && kept.isEmpty();
    }

    /** The host commands that lead into the container, with the caller's environment kept out where that is wanted. */
    public ExecChain around(ExecChain chain) {
        return kept.map(it -> chain.behind(Argv.of("env -i").and(it))).orElse(chain);
    }

    /**
     * The command that makes the container's processes apart from the host's (bocker 84). Whoever is not root cannot
     * mount its /proc, which is then done before.
     */
    public Argv unshare(Path tree) {
        return user.isRoot()
                ? Argv.of("unshare -fmuip --mount-proc")
                : Argv.of("unshare -fmuip --mount-proc={}", tree.resolve("proc"));
    }

    /** The command that makes a tree the root, for a command of its shell's (bocker 85). */
    public Argv chroot(Path tree, String shell, ContainerCommand command) {
        // The numbers stand behind a plus, and all groups are named: chroot looks no user up, on either side.
        Argv chroot = user.isRoot()
                ? Argv.of("chroot {}", tree)
                : Argv.of(
                        "chroot --userspec=+{}:+{} --groups={} {}",
                        user.uid(),
                        user.gid(),
                        user.groups().stream().map(gid -> "+" + gid).collect(Collectors.joining(",")),
                        tree);
        return chroot.and(List.of(shell, "-c", expression(command)));
    }

    /** What the container's shell reads (bocker 86). */
    private String expression(ContainerCommand command) {
        if (isBockers()) {
            return MOUNT_PROC + " && " + command.expression();
        }
        List<String> all = variables();
        List<String> odd =
                all.stream().filter(it -> !SHELL_NAME.matcher(it).matches()).toList();
        String exports = all.stream()
                .filter(it -> !odd.contains(it))
                .map(it -> " " + Shell.quote(it))
                .collect(Collectors.joining());
        return Stream.of(
                        Optional.of(MOUNT_PROC).filter(it -> user.isRoot()),
                        Optional.of("export" + exports).filter(it -> !exports.isEmpty()),
                        directory.map(it -> Argv.of("mkdir -p {}", it).shellLine()),
                        directory.map(it -> Argv.of("cd {}", it).shellLine()),
                        Optional.of(last(command, odd)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" && "));
    }

    private String last(ContainerCommand command, List<String> odd) {
        List<String> words = command.isExpression() ? List.of("/bin/sh", "-c", command.expression()) : command.words();
        Stream<String> env = odd.isEmpty() ? Stream.of() : Stream.concat(Stream.of("env"), odd.stream());
        return Stream.concat(Stream.concat(Stream.of("exec"), env), words.stream())
                .map(Shell::quote)
                .collect(Collectors.joining(" "));
    }

    private List<String> variables() {
        boolean apart = kept.isPresent();
        return Stream.of(
                        Stream.of("HOME=" + user.home()).filter(it -> apart || !user.isDefault()),
                        Stream.of(DEFAULT_PATH).filter(it -> apart),
                        environment.stream())
                .flatMap(it -> it)
                .filter(it -> it.indexOf('=') > 0)
                .toList();
    }
}
