package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jocker.os.FakeHost;
import jocker.os.Resource;
import jocker.os.TestFiles;
import jocker.store.ContainerId;
import jocker.store.Id;
import jocker.store.ImageId;
import jocker.store.Operation;
import jocker.store.Outcome;
import jocker.store.PulledImage;
import jocker.store.RecordedClaims;
import jocker.store.Store;

/**
 * Calls the program as a user does, on a host that needs no root. What it answers is shown as if the store were at
 * /var/bocker and the control groups at /sys/fs/cgroup, so that a test can name the whole of it.
 */
final class Caller {
    private final Path root;
    private final Path groups;
    private final FakeHost host;
    private final Map<String, String> environment = new HashMap<>();

    /** What a call ends with, and what it prints. */
    record Result(int status, String out, String err) {
        /** A call that has gone well. */
        static Result of(String out) {
            return new Result(0, out, "");
        }

        /** A call that has been refused. */
        static Result refused(int status, String err) {
            return new Result(status, "", err);
        }
    }

    /** A caller on a prepared host: an empty store, a bridge, control groups of version 2. */
    Caller(Path directory) {
        this(directory, new FakeHost());
    }

    /** The same on a host that has been told something before. */
    Caller(Path directory, FakeHost host) {
        this.host = host;
        root = directory.resolve("store");
        groups = directory.resolve("groups");
        TestFiles.make(root);
        host.cgroups(groups);
        host.has(new Resource.Interface("bridge0"));
        environment.put("JOCKER_ROOT", root.toString());
    }

    FakeHost host() {
        return host;
    }

    /** Sets a variable of the caller's environment. */
    void set(String variable, String value) {
        environment.put(variable, value);
    }

    Result jocker(String... words) {
        return call(Dialect.JOCKER, words);
    }

    Result bocker(String... words) {
        return call(Dialect.BOCKER, words);
    }

    private Result call(Dialect dialect, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Jocker.Typed typed = Jocker.commandLine(environment, dialect, host, words);
        typed.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int status = typed.execute();
        return new Result(status, shown(out.toString()), shown(err.toString()));
    }

    /** What the host was told to do, a line each. */
    List<String> done() {
        return host.done().stream().map(this::shown).toList();
    }

    private String shown(String text) {
        return text.replace(root.toString(), "/var/bocker").replace(groups.toString(), "/sys/fs/cgroup");
    }

    /** Where a file of the store is. */
    Path file(String name) {
        return root.resolve(name);
    }

    /** Writes a file of a container's control group, and makes the group. */
    void writeGroup(int container, String name, String text) {
        TestFiles.write(groups.resolve(new ContainerId(container).toString()).resolve(name), text);
    }

    /** Has the kernel offer some controllers, and no others. */
    void offerControllers(String controllers) {
        TestFiles.write(groups.resolve("cgroup.controllers"), controllers + "\n");
    }

    /** Has systemd leave the controllers alone, where it has booted the machine that the test runs on. */
    void keepControllers() {
        TestFiles.make(groups.resolve("system.slice/system-jocker.slice"));
    }

    /** Makes an image that has a shell. */
    void image(int number) {
        makeTree(new ImageId(number));
    }

    /** The same with the note of where it came from. */
    void image(int number, String source) {
        image(number);
        write("img_" + number + "/img.source", source + "\n");
    }

    /** Makes a container that has ended, as bocker leaves it. */
    void container(int number, String command) {
        makeTree(new ContainerId(number));
        write("ps_" + number + "/ps_" + number + ".cmd", command + "\n");
    }

    /** The same for one of which jocker has noted how it has ended. */
    void container(int number, String command, Outcome outcome) {
        container(number, command);
        claims().take(new ContainerId(number), Operation.RUN);
        claims().settle(new ContainerId(number), Optional.of(outcome));
    }

    /** Makes a container that another jocker is running. */
    void running(int number, String command) {
        container(number, command);
        claims().take(new ContainerId(number), Operation.RUN);
    }

    /** Makes an image of a registry's, of one layer, that wants to be run in a certain way. */
    void pulled(int number, String source, String layer, String config) {
        image(number, source);
        ImageId image = new ImageId(number);
        claims().take(image, Operation.PULL);
        claims().keep(image, new PulledImage(source, List.of(layer), List.of(layer), config));
        claims().settle(image, Optional.empty());
    }

    /** Makes an image that another jocker is deleting. */
    void beingRemoved(int number) {
        image(number);
        claims().take(new ImageId(number), Operation.REMOVE);
    }

    /** Leaves a container behind whose jocker was killed before it was started, as a power cut leaves the record. */
    void killed(int number) {
        write(".jocker/entries/ps_" + number, "");
    }

    private RecordedClaims claims() {
        return new RecordedClaims(Store.imagined(host, root));
    }

    private void makeTree(Id id) {
        TestFiles.make(root.resolve(id + "/etc"));
        write(id + "/bin/sh", "a shell");
    }

    /** Writes a file of the store, and makes the directories that it is in. */
    void write(String name, String text) {
        TestFiles.write(file(name), text);
    }

    String read(String name) {
        return TestFiles.read(file(name));
    }

    /** Has the next run make this container: something of each other one is in the way. */
    void freeContainer(int number) {
        Id.numbers()
                .filter(it -> it != number)
                .forEach(it -> host.has(new Resource.Interface("veth0_" + new ContainerId(it))));
    }

    /** Has the next image get this number: something has the name of each other one. */
    void freeImage(int number) {
        write("taken", "");
        Id.numbers().filter(it -> it != number).mapToObj(ImageId::new).forEach(this::take);
    }

    private void take(ImageId image) {
        try {
            Files.createLink(file(image.toString()), file("taken"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the shell of the next container say something and end with a status. */
    void shell(int container, String says, int status) {
        host.child(says, status, argv -> startShell(container));
    }

    /** Starts a container's shell, as one sees by the time at which its file was last read. */
    void startShell(int container) {
        Path shell = file("ps_" + container + "/bin/sh");
        assertTrue(Files.exists(shell), "no shell in the container: " + shell);
        TestFiles.start(shell);
    }
}
