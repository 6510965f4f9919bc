package jocker.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jocker.os.Argv;
import jocker.os.FakeHost;
import jocker.os.Resource;
import jocker.os.TestFiles;
import jocker.os.Tree;
import jocker.plan.Pace;
import jocker.plan.StepListener;
import jocker.store.Id;
import jocker.store.Operation;
import jocker.store.Outcome;
import jocker.store.RecordedClaims;
import jocker.store.StateRecord;
import jocker.store.Store;

/**
 * A store in a temporary directory, with a bridge and control groups, on a host that only remembers. In texts the store's
 * directory is shown as /var/bocker.
 */
final class TestStore {
    private static final String SHOWN = "/var/bocker";

    private final FakeHost host;
    private final Path directory;
    private final Path root;
    private final Path groups;

    TestStore(Path directory) {
        this(directory, new FakeHost());
    }

    TestStore(Path directory, FakeHost host) {
        this.host = host;
        this.directory = directory;
        this.root = TestFiles.make(directory.resolve("store"));
        this.groups = directory.resolve("cgroup");
        host.cgroups(groups);
        host.has(new Resource.Interface("bridge0"));
        effect("mkdir", argv -> TestFiles.make(last(argv)));
        effect("rm", argv -> new Tree(root).delete(root.relativize(last(argv)).toString()));
    }

    /** What a command does to files. */
    interface Effect {
        void on(Argv argv) throws IOException;
    }

    /** Says what happens when a command that begins so is done. */
    void effect(String beginning, Effect effect) {
        host.effect(beginning, unchecked(effect));
    }

    /** The same for a file; a test that cannot write one is broken. */
    static Consumer<Argv> unchecked(Effect effect) {
        return argv -> {
            try {
                effect.on(argv);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
    }

    private static Path last(Argv argv) {
        return Path.of(argv.words().get(argv.words().size() - 1));
    }

    FakeHost host() {
        return host;
    }

    Path root() {
        return root;
    }

    /** A file or directory of the store. */
    Path path(String name) {
        return root.resolve(name);
    }

    boolean has(String name) {
        return Files.exists(path(name));
    }

    /** A container's control group. */
    Path group(String container) {
        return groups.resolve(container);
    }

    /** Makes an image or a container: a tree with a shell and a directory for the resolver. */
    Path tree(String name) {
        TestFiles.write(path(name).resolve("bin/sh"), "#!");
        TestFiles.make(path(name).resolve("etc"));
        return path(name);
    }

    /** Makes a container that has run "echo hello" and ended, with all that it keeps. */
    void finished(String name) {
        live(name, Operation.RUN);
        tree(name);
        TestFiles.write(path(".jocker/logs/" + name), "hello\n");
        new RecordedClaims(store()).settle(Id.find(name).orElseThrow(), Optional.of(Outcome.of(0)));
        FakeHost.makeGroup(group(name), "");
    }

    /** Has this very process work on something; a run is one of "echo hello". */
    void live(String name, Operation operation) {
        if (operation == Operation.RUN) {
            TestFiles.write(path(".jocker/entries/" + name), "command=echo hello\n");
        }
        new RecordedClaims(store()).take(Id.find(name).orElseThrow(), operation);
    }

    /** Has a process that has died since have worked on something. */
    void dead(String name, Operation operation) {
        live(name, operation);
        die(name);
    }

    /** Lets the process that works on something be one of another boot. */
    void die(String name) {
        Path file = path(".jocker/entries/" + name);
        TestFiles.write(file, TestFiles.read(file).replaceAll("boot=.*", "boot=another"));
    }

    /** Has something stand in the way of every container's id but one. */
    void onlyIsFree(String name) {
        for (int number : Id.numbers().toArray()) {
            String other = "ps_" + number;
            if (!other.equals(name)) {
                host.has(new Resource.Interface("veth0_" + other));
            }
        }
    }

    /** Says what a container says and ends with, once its shell has been started. */
    void containerEnds(String container, String says, int status) {
        host.child(says, status, argv -> TestFiles.start(path(container).resolve("bin/sh")));
    }

    Store store() {
        return Store.at(host, root);
    }

    Optional<StateRecord> record(String name) {
        return store().records().find(Id.find(name).orElseThrow());
    }

    Engine engine() {
        return engine(Pace.SIDE_BY_SIDE);
    }

    Engine engine(Pace pace) {
        return Engine.performing(host, root, StepListener.NOBODY, pace);
    }

    /** An engine for what only looks. */
    Engine looking() {
        return Engine.looking(host, root);
    }

    /** An engine that shows its plans in a list. */
    Engine dryRun(List<String> shown) {
        return Engine.showing(host, root, StepListener.NOBODY, line -> shown.add(shown(line)));
    }

    /** A text with /var/bocker for the store's directory. */
    String shown(String text) {
        return text.replace(root.toString(), SHOWN);
    }

    /** A text with the store's directory for /var/bocker. */
    String real(String text) {
        return text.replace(SHOWN, root.toString());
    }

    /** What the host was told to do. */
    List<String> done() {
        return host.done().stream().map(this::shown).toList();
    }

    /** Every file and directory there is, with what is in it and when it was changed. */
    List<String> listing() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted()
                    .map(file -> file + " " + file.toFile().lastModified() + " "
                            + (Files.isRegularFile(file) ? TestFiles.read(file) : ""))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The names in a directory below .jocker. */
    List<String> kept(String name) {
        try (Stream<Path> files =
                Files.exists(path(".jocker/" + name)) ? Files.list(path(".jocker/" + name)) : Stream.of()) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
