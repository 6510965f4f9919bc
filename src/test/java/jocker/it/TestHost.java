package jocker.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A machine for the program under test, in namespaces of its own (see {@code src/test/sh/box}), with one image of a
 * real Debian in its store. All classes share one; it goes when the tests' JVM does, however that ends.
 */
final class TestHost {
    private static final Path PROGRAM = Path.of("target/jocker").toAbsolutePath();
    private static final String ENTER =
            Path.of("src/test/sh/enter").toAbsolutePath().toString();
    private static final Path CACHE = Path.of("target/cache").toAbsolutePath();
    private static final Path ROOTFS =
            Path.of(System.getProperty("jocker.rootfs", "target/rootfs")).toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Object LOCK = new Object();
    private static Optional<TestHost> shared = Optional.empty();

    /** Shell that lists what tests have made in the store: names there, whatever the program makes of them. */
    static final String MADE = "ls $JOCKER_ROOT | grep -v -x $IMG";

    /**
     * Shell that removes the images and containers that the program lists. It is not started where there are none: where a
     * machine is emulated, that takes seconds.
     */
    static final String REMOVE_MADE = "[ -z \"$(" + MADE + ")\" ] || for id in $($JOCKER ps | grep -o '^ps_[0-9]*')"
            + " $($JOCKER images | grep -o '^img_[0-9]*'); do [ $id = $IMG ] || $JOCKER rm -f $id >/dev/null; done";

    private final Path directory;
    private final Process process;
    private final String pid;
    private final String image;

    /** What a command did. */
    record Result(int status, String out, String err) {
        /** Returns this, if the command ended with 0. */
        Result ok() {
            Assertions.assertEquals(0, status, () -> "status of a command that printed: " + this);
            return this;
        }

        List<String> lines() {
            return out.lines().toList();
        }
    }

    private TestHost() throws IOException {
        directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "box");
        process = new ProcessBuilder("src/test/sh/box", directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        String ready =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (ready == null) {
            throw new IOException("the box could not be made; its messages are above");
        }
        pid = ready.substring("ready ".length());
        image = jocker("init", ROOTFS.toString()).ok().out().strip().substring("Created: ".length());
    }

    /** The box, or a skipped test where there can be none; in CI that is a failure. */
    static TestHost shared() {
        synchronized (LOCK) {
            require(isRoot(), "needs root");
            require(Files.isDirectory(ROOTFS), "needs a Debian root file system at " + ROOTFS + ": run scripts/test");
            require(Files.isExecutable(PROGRAM), "needs target/jocker: run mvn package");
            if (shared.isEmpty()) {
                try {
                    shared = Optional.of(new TestHost());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return shared.get();
        }
    }

    private static void require(boolean condition, String reason) {
        if ("true".equals(System.getenv("CI"))) {
            Assertions.assertTrue(condition, reason);
        }
        Assumptions.assumeTrue(condition, reason);
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id of the image that every test finds. */
    String image() {
        return image;
    }

    Path rootfs() {
        return ROOTFS;
    }

    Path store() {
        return directory.resolve("store");
    }

    Path directory() {
        return directory;
    }

    /** Runs the program to its end. */
    Result jocker(String... arguments) {
        return run(Map.of(), command(arguments));
    }

    /** Runs the program under bocker's name. */
    Result bocker(String... arguments) {
        List<String> words = command(arguments);
        words.set(words.indexOf(PROGRAM.toString()), bockerLink().toString());
        return run(Map.of(), words);
    }

    /** A link to the program by bocker's name. */
    Path bockerLink() {
        Path link = directory.resolve("bocker");
        try {
            if (!Files.isSymbolicLink(link)) {
                Files.createSymbolicLink(link, PROGRAM);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return link;
    }

    /** Runs a shell script in the box; $JOCKER, $BOCKER and $IMG are set. */
    Result sh(String script) {
        return run(Map.of(), shell(script));
    }

    /** The same with variables in its environment. */
    Result sh(Map<String, String> environment, String script) {
        return run(environment, shell(script));
    }

    /** Starts the program, and leaves it running. */
    Process start(String... arguments) {
        return start(command(arguments), Redirect.from(Path.of("/dev/null").toFile()));
    }

    /** Starts a shell script, and leaves it running. */
    Process startShell(String script) {
        return start(shell(script), Redirect.from(Path.of("/dev/null").toFile()));
    }

    /** The same; its messages go nowhere, and it reads what is written to the process. */
    Process startTalking(String script) {
        return start(shell("exec 2>/dev/null\n" + script), Redirect.PIPE);
    }

    private Process start(List<String> words, Redirect input) {
        try {
            return builder(Map.of(), words)
                    .redirectErrorStream(true)
                    .redirectInput(input)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids of all containers. */
    List<String> containers() {
        return jocker("ps").ok().lines().stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
    }

    /** The one container whose command is this. */
    String container(String command) {
        List<String> found = jocker("ps").ok().lines().stream()
                .filter(line -> line.endsWith("\t\t" + command))
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
        Assertions.assertEquals(1, found.size(), () -> "containers that run " + command + ": " + found);
        return found.get(0);
    }

    /** Waits until a container with this command runs it, and returns its id. */
    String running(String command) {
        String script = "cd $JOCKER_ROOT; for p in $(grep -l -s -x -F -D skip -e " + quote(command)
                + " ps_*/ps_*.cmd | cut -d/ -f1); do $JOCKER exec $p true && exit; done; exit 1";
        await(command + " runs", () -> sh(script).status() == 0);
        return container(command);
    }

    /** Waits for something, and fails if it does not come. */
    static void await(String what, java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            Assertions.assertTrue(System.nanoTime() < deadline, "waited in vain until: " + what);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** What of containers is on the machine beside the store: interfaces, namespaces, groups, records, staging. */
    String traces() {
        return sh("ip -o link | grep -o 'veth[01]_[^@:]*'; ip netns | grep -o 'netns_[^ ]*';"
                        + " find /sys/fs/cgroup -name 'ps_*' -printf 'cgroup %f\\n' | sort -u;"
                        + " find $JOCKER_ROOT/.jocker -mindepth 2 ! -path '*/blobs/sha256' -printf '%P\\n' 2>/dev/null; true")
                .out();
    }

    /** Removes what a test has made, and returns what remains and should not. */
    String clear() {
        return sh(REMOVE_MADE + "; " + MADE).out() + traces();
    }

    private List<String> command(String... arguments) {
        List<String> words = enter();
        words.add(PROGRAM.toString());
        words.addAll(List.of(arguments));
        return words;
    }

    private List<String> shell(String script) {
        List<String> words = enter();
        // nsenter opens the directory before it enters: without this, mounts below it would not be seen.
        words.addAll(List.of("bash", "-c", "cd " + quote(directory.toString()) + "; " + script));
        return words;
    }

    private List<String> enter() {
        return new ArrayList<>(List.of(ENTER, pid, directory.toString()));
    }

    private Result run(Map<String, String> environment, List<String> words) {
        try {
            Process running = builder(environment, words)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(running.getErrorStream()));
            String out = text(running.getInputStream());
            if (!running.waitFor(PATIENCE.toSeconds() * 5, TimeUnit.SECONDS)) {
                running.destroyForcibly();
                Assertions.fail("does not end: " + words);
            }
            return new Result(running.exitValue(), out, err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder builder(Map<String, String> environment, List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words);
        Map<String, String> variables = builder.environment();
        variables.put("JOCKER_ROOT", store().toString());
        variables.put("JOCKER_CACHE", CACHE.toString());
        variables.put("JOCKER", PROGRAM.toString());
        variables.put("BOCKER", bockerLink().toString());
        variables.put("IMG", image == null ? "" : image);
        variables.keySet().removeIf(name -> name.startsWith("BOCKER_"));
        variables.putAll(environment);
        return builder;
    }

    static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private void close() {
        try (OutputStream end = process.getOutputStream()) {
            end.flush();
        } catch (IOException e) {
            process.destroy(); // It has ended by itself.
        }
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            new ProcessBuilder("rm", "-rf", "--one-file-system", directory.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            System.err.println("the box's directory is left: " + directory + " (" + e + ")");
        }
    }
}
