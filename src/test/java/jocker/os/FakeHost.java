package jocker.os;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jocker.text.Message;

/**
 * A host that needs no root: it remembers what it is told to do, refuses what it is told to refuse, and plays the effect of
 * the few commands whose effect somebody looks at: interfaces and namespaces are names in a set, subvolumes and control
 * groups are directories. Files are real ones; give it a temporary directory.
 */
public class FakeHost implements Host {
    private final List<String> done = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<String, String> answers = new HashMap<>();
    private final Map<Path, String> kernelFiles = new HashMap<>();
    private final Set<String> missingPrograms = new HashSet<>();
    private final Set<Resource> resources = new HashSet<>();
    private final Map<String, Consumer<Argv>> effects = new LinkedHashMap<>();
    private final Cancellation cancellation = new Cancellation();
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private Optional<FileSystem> fileSystem = Optional.of(new FileSystem("btrfs", false, 1L << 40));
    private boolean root = true;
    private String childSays = "";
    private int childStatus;
    private Consumer<Argv> child = argv -> {};

    /** A host that refuses some commands, by their lines of shell. */
    public FakeHost(String... refused) {
        this.refused.addAll(List.of(refused));
        effect(
                "ip link add",
                argv -> resources.add(new Resource.Interface(argv.words().get(4))));
        effect(
                "ip link del",
                argv -> resources.remove(new Resource.Interface(argv.words().get(4))));
        effect("ip netns add", argv -> resources.add(namespace(argv)));
        effect("ip netns del", argv -> resources.remove(namespace(argv)));
        effect("btrfs subvolume snapshot", argv -> copy(path(argv, 3), path(argv, 4)));
        effect("btrfs subvolume create", argv -> TestFiles.make(path(argv, 3)));
        effect("btrfs subvolume delete", argv -> delete(path(argv, argv.words().size() - 1), true));
    }

    private static Path path(Argv argv, int word) {
        return Path.of(argv.words().get(word));
    }

    private static Resource namespace(Argv argv) {
        return Resource.Paths.of(Path.of("/run/netns", argv.words().get(3)));
    }

    /** What it was told to do, a line each. */
    public List<String> done() {
        return done;
    }

    /** Has a command refused from now on. */
    public void refuse(String line) {
        refused.add(line);
    }

    /** Says what a command that looks answers; any other answers with nothing. */
    public void answer(String line, String answer) {
        answers.put(line, answer);
    }

    /** Says what a file of the kernel's holds. */
    public void kernelFile(String file, String text) {
        kernelFiles.put(Path.of(file), text);
    }

    /** Takes a program away. */
    public void without(String program) {
        missingPrograms.add(program);
    }

    /** Has something exist. */
    public void has(Resource resource) {
        resources.add(resource);
    }

    /** Has something gone. */
    public void hasNot(Resource resource) {
        resources.remove(resource);
    }

    /** Says what happens when a command that begins so is done. */
    public final void effect(String beginning, Consumer<Argv> effect) {
        effects.put(beginning, effect);
    }

    /** Says what a process that is talked to says and ends with, and what happens when it is started. */
    public void child(String says, int status, Consumer<Argv> effect) {
        childSays = says;
        childStatus = status;
        child = effect;
    }

    /** Has control groups of version 2 in a directory. */
    public void cgroups(Path directory) {
        TestFiles.write(directory.resolve("cgroup.controllers"), "cpu memory pids\n");
        kernelFile("/proc/self/mounts", "none " + directory + " cgroup2 rw 0 0\n");
        effect("cgcreate", argv -> makeGroup(directory.resolve(group(argv)), ""));
        effect("cgdelete", argv -> delete(directory.resolve(group(argv)), true));
    }

    /** Makes a control group with processes in it, a pid a line. */
    public static void makeGroup(Path directory, String processes) {
        TestFiles.write(directory.resolve("cgroup.procs"), processes);
    }

    private static String group(Argv argv) {
        String last = argv.words().get(argv.words().size() - 1);
        return last.substring(last.indexOf(":/") + 2);
    }

    /** Says what the store is on; empty for no directory. */
    public void fileSystem(Optional<FileSystem> found) {
        fileSystem = found;
    }

    /** Lets the user be none but a plain one. */
    public void plainUser() {
        root = false;
    }

    /** What containers have said. */
    public String said() {
        return stdout.toString(StandardCharsets.UTF_8);
    }

    private void remember(String line) {
        if (refused.contains(line)) {
            throw new HostException(Message.verbatim("no"));
        }
        done.add(line);
    }

    private void act(Argv argv) {
        remember(argv.shellLine());
        effects.forEach((beginning, effect) -> {
            if (argv.shellLine().startsWith(beginning)) {
                effect.accept(argv);
            }
        });
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public Job start(Argv argv) {
        return () -> {
            act(argv);
            return 0;
        };
    }

    @Override
    public Child spawn(Argv argv, Stdio stdio) {
        act(argv);
        child.accept(argv);
        return new ScriptedChild(childSays, childStatus);
    }

    @Override
    public Answer asking(Argv argv, String input) {
        return () -> {
            remember(argv.shellLine());
            return answers.getOrDefault(argv.shellLine(), "");
        };
    }

    @Override
    public OutputStream stdout() {
        return stdout;
    }

    @Override
    public void write(Path tree, String file, String line) {
        remember("write " + tree.resolve(file) + " " + line);
        if (Files.isDirectory(tree)) {
            try {
                new Tree(tree).write(file, line);
            } catch (IOException e) {
                throw HostException.of(e, "cannot-write", file);
            }
        }
    }

    @Override
    public void move(Path from, Path to) {
        remember("move " + from + " " + to);
        rename(from, to);
    }

    @Override
    public void exchange(Path one, Path other) {
        remember("exchange " + one + " " + other);
        Path aside = one.resolveSibling("aside");
        rename(one, aside);
        rename(other, one);
        rename(aside, other);
    }

    @Override
    public void delete(Path file) {
        remember("delete " + file);
        delete(file, false);
    }

    @Override
    public void signal(long pid, Signal signal) {
        remember("signal " + pid + " " + signal);
    }

    @Override
    public void kill(long pid) {
        remember("kill " + pid);
        resources.remove(new Resource.Alive(pid));
    }

    @Override
    public Optional<Path> find(String program) {
        return missingPrograms.contains(program) ? Optional.empty() : Optional.of(Path.of("/usr/bin", program));
    }

    @Override
    public String read(Path file) {
        return Optional.ofNullable(kernelFiles.get(file))
                .orElseThrow(() -> new HostException(Message.of("cannot-read", file, "not there")));
    }

    @Override
    public List<Path> mountPoints() {
        return resources.stream()
                .flatMap(it -> it instanceof Resource.MountPoint mount ? Stream.of(mount.path()) : Stream.empty())
                .toList();
    }

    @Override
    public boolean exists(Resource resource) {
        boolean isFile = resource instanceof Resource.Paths paths
                && paths.paths().stream().anyMatch(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
        return isFile || resources.contains(resource);
    }

    @Override
    public boolean isRoot() {
        return root;
    }

    @Override
    public Optional<FileSystem> fileSystem(Path directory) {
        return fileSystem;
    }

    @Override
    public boolean isSubvolume(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static void rename(Path from, Path to) {
        try {
            if (Files.exists(from)) {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()), LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path, boolean withAllInside) {
        try (Stream<Path> all = withAllInside && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                ? Files.walk(path)
                : Stream.of(path)) {
            List<Path> deepestLast = all.toList();
            for (int i = deepestLast.size() - 1; i >= 0; i--) {
                Files.deleteIfExists(deepestLast.get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
