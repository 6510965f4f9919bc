package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jocker.cli.Caller.Result;
import jocker.os.Resource;
import jocker.os.Signal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run}, from what is typed to what is done, said and returned. */
class RunCommandTest {
    private static final String LAYER = "a".repeat(64);

    private static final String STEPS = """
            ip link add dev veth0_ps_42017 type veth peer name veth1_ps_42017
            ip link set dev veth0_ps_42017 up
            ip link set veth0_ps_42017 master bridge0
            ip netns add netns_ps_42017
            ip link set veth1_ps_42017 netns netns_ps_42017
            ip netns exec netns_ps_42017 ip link set dev lo up
            ip netns exec netns_ps_42017 ip link set veth1_ps_42017 address 02:42:ac:11:00:17
            ip netns exec netns_ps_42017 ip addr add 10.0.0.17/24 dev veth1_ps_42017
            ip netns exec netns_ps_42017 ip link set dev veth1_ps_42017 up
            ip netns exec netns_ps_42017 ip route add default via 10.0.0.1
            btrfs subvolume snapshot /var/bocker/img_42002 /var/bocker/ps_42017
            echo 'nameserver 8.8.8.8' > /var/bocker/ps_42017/etc/resolv.conf
            echo 'echo a b' > /var/bocker/ps_42017/ps_42017.cmd
            cgcreate -g cpu,memory:/ps_42017
            cgset -r cpu.weight=59 ps_42017
            cgset -r memory.max=512000000 ps_42017
            cgset -r memory.swap.max=0 ps_42017
            cgexec -g cpu,memory:ps_42017 ip netns exec netns_ps_42017 unshare -fmuip --mount-proc \
            chroot /var/bocker/ps_42017 /bin/sh -c '/bin/mount -t proc proc /proc && echo '\\''a b'\\''' \
            2>&1 | tee /var/bocker/ps_42017/ps_42017.log
            ip link del dev veth0_ps_42017
            ip netns del netns_ps_42017
            """;

    private Caller caller;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        caller = new Caller(directory);
        caller.image(42002);
        caller.freeContainer(42017);
    }

    @Test
    void a_dry_run_prints_the_commands_and_does_none_of_them() {
        Result result = caller.jocker("--dry-run", "run", "img_42002", "echo", "a b");

        assertEquals(Result.of(STEPS), result);
        assertEquals(List.of(), caller.done());
        assertFalse(Files.exists(caller.file("ps_42017")), "a dry run has made a tree");
        assertFalse(Files.exists(caller.file(".jocker")), "a dry run has written something down");
    }

    @Test
    void verbose_tells_of_each_command_as_it_runs() {
        Result result = caller.jocker("--verbose", "run", "img_42002", "echo", "a b");

        assertEquals(Result.refused(0, STEPS.replaceAll("(?m)^(?=.)", "+ ")), result);
    }

    @Test
    void a_dry_run_needs_no_root() {
        caller.host().plainUser();

        assertEquals(Result.of(STEPS), caller.jocker("--dry-run", "run", "img_42002", "echo", "a b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 125, 126, 127, 137, 255})
    void a_run_ends_with_the_containers_own_status(int status) {
        caller.shell(42017, "", status);

        assertEquals(Result.refused(status, ""), caller.jocker("run", "img_42002", "exit " + status));
    }

    @Test
    void what_the_container_says_goes_to_the_caller_and_to_two_logs() {
        caller.shell(42017, "hello\n", 0);

        Result result = caller.jocker("run", "img_42002", "echo", "hello");

        assertEquals(Result.of(""), result);
        assertEquals("hello\n", caller.host().said());
        assertEquals("hello\n", caller.read("ps_42017/ps_42017.log"));
        assertEquals("hello\n", caller.read(".jocker/logs/ps_42017"));
    }

    @Test
    void the_tree_stays_and_the_network_goes() {
        caller.jocker("run", "img_42002", "echo", "it's");

        assertEquals("echo it's\n", caller.read("ps_42017/ps_42017.cmd"));
        assertEquals("nameserver 8.8.8.8\n", caller.read("ps_42017/etc/resolv.conf"));
        assertFalse(caller.host().exists(new Resource.Interface("veth0_ps_42017")), "the cable is still there");
        assertEquals(Result.of("CONTAINER_ID\t\tCOMMAND\nps_42017\t\techo it's\n"), caller.jocker("ps"));
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of(List.of("img_42002", "sleep 5 && ps"), "sleep 5 && ps"),
                Arguments.of(List.of("img_42002", "sleep 5", "&&", "ps"), "'sleep 5' '&&' ps"),
                Arguments.of(List.of("img_42002", "sh", "-c", "echo a; echo b"), "sh -c 'echo a; echo b'"),
                Arguments.of(List.of("img_42002", "ls", "--memory", "-h"), "ls --memory -h"),
                Arguments.of(List.of("--", "img_42002", "ls"), "ls"),
                Arguments.of(List.of("img_42002", "ls", ""), "ls ''"),
                Arguments.of(List.of("-w", "/srv", "img_42002", "ls", "-l"), "mkdir -p /srv && cd /srv && exec ls -l"),
                Arguments.of(List.of("-e", "A=1 2", "img_42002", "id"), "export 'A=1 2' && exec /bin/sh -c id"),
                Arguments.of(
                        List.of("--env=HOME", "--env=NONE", "img_42002", "id", "-u"), "export HOME=/me && exec id -u"),
                Arguments.of(List.of("--entrypoint", "/bin/ls", "img_42002", "-l"), "/bin/ls -l"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void one_word_is_an_expression_and_several_arrive_as_they_are(List<String> typed, String expression) {
        caller.set("HOME", "/me");

        caller.jocker(Stream.concat(Stream.of("run"), typed.stream()).toArray(String[]::new));

        assertEquals("/bin/mount -t proc proc /proc && " + expression, expression());
    }

    /** What the container's shell has been given to read. */
    private String expression() {
        String line = caller.done().stream()
                .filter(it -> it.startsWith("cgexec "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no container was started: " + caller.done()));
        String quoted = line.substring(line.indexOf(" -c '") + " -c '".length(), line.length() - 1);
        return quoted.replace("'\\''", "'");
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of(Map.of(), List.of("run"), 59, 512_000_000L),
                Arguments.of(Map.of("BOCKER_CPU_SHARE", "1024"), List.of("run"), 100, 512_000_000L),
                Arguments.of(Map.of("BOCKER_MEM_LIMIT", "1"), List.of("run"), 59, 1_000_000L),
                Arguments.of(Map.of("BOCKER_MEM_LIMIT", ""), List.of("run"), 59, 512_000_000L),
                Arguments.of(
                        Map.of("BOCKER_MEM_LIMIT", "1", "JOCKER_MEM_LIMIT", "256m"), List.of("run"), 59, 256L << 20),
                Arguments.of(Map.of("JOCKER_MEM_LIMIT", "1"), List.of("run", "--memory", "2"), 59, 2_000_000L),
                Arguments.of(Map.of("JOCKER_CPU_SHARE", "2"), List.of("run", "--cpu-shares=1024"), 100, 512_000_000L),
                Arguments.of(Map.of(), List.of("--CPU_SHARE=1024", "--MEM_LIMIT=1024", "run"), 100, 1_024_000_000L),
                Arguments.of(Map.of("BOCKER_CPU_SHARE", "2"), List.of("--CPU_SHARE=1024", "run"), 100, 512_000_000L));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void the_limits_are_the_options_or_the_variables_or_bockers(
            Map<String, String> variables, List<String> typed, int weight, long memory) {
        variables.forEach(caller::set);

        caller.jocker(
                Stream.concat(typed.stream(), Stream.of("img_42002", "true")).toArray(String[]::new));

        assertEquals(
                List.of(
                        "cgset -r cpu.weight=" + weight + " ps_42017",
                        "cgset -r memory.max=" + memory + " ps_42017",
                        "cgset -r memory.swap.max=0 ps_42017"),
                caller.done().stream().filter(it -> it.startsWith("cgset ")).toList());
    }

    @Test
    void an_image_of_a_registry_has_a_command_and_an_environment_of_its_own() {
        caller.pulled(42003, "web:1", LAYER, """
                {"config": {"Entrypoint": ["/bin/web"], "Cmd": ["-p", "80"], "Env": ["A=b"], "WorkingDir": "/srv"},
                 "rootfs": {"diff_ids": []}}""");
        caller.set("TERM", "xterm");
        caller.set("SECRET", "x");

        caller.jocker("run", "img_42003");

        assertEquals(
                List.of("env -i TERM=xterm cgexec -g cpu,memory:ps_42017 ip netns exec netns_ps_42017"
                        + " unshare -fmuip --mount-proc chroot /var/bocker/ps_42017 /bin/sh -c"
                        + " '/bin/mount -t proc proc /proc && export HOME=/root"
                        + " PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin A=b"
                        + " && mkdir -p /srv && cd /srv && exec /bin/web -p 80'"),
                caller.done().stream().filter(it -> it.contains("chroot")).toList());
    }

    @Test
    void a_run_that_reaches_its_memory_limit_is_explained() {
        caller.host().child("", 137, argv -> {
            caller.startShell(42017);
            caller.writeGroup(42017, "memory.events", "low 0\noom_kill 2\n");
        });

        assertEquals(
                Result.refused(
                        137, "jocker: ps_42017 reached its memory limit, and the kernel killed 2 of its processes\n"),
                caller.jocker("run", "img_42002", "cat /dev/zero | tail"));
    }

    @Test
    void a_step_that_fails_ends_with_125_and_all_before_it_is_undone() {
        caller.host().refuse("cgset -r cpu.weight=59 ps_42017");

        Result result = caller.jocker("run", "img_42002", "true");

        assertEquals(Result.refused(125, "jocker: cannot set its share of the processor: no\n"), result);
        assertEquals(
                List.of(
                        "cgdelete -g cpu,memory:/ps_42017",
                        "btrfs subvolume delete /var/bocker/ps_42017",
                        "ip netns del netns_ps_42017",
                        "ip link del dev veth0_ps_42017"),
                lastDone(4));
        assertFalse(Files.exists(caller.file("ps_42017")), "the tree is still there");
        assertFalse(Files.exists(caller.file(".jocker/entries/ps_42017")), "the id is still taken");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void a_signal_before_the_container_runs_undoes_all_and_says_nothing(Signal signal, int status) {
        caller.host()
                .effect(
                        "btrfs subvolume snapshot",
                        argv -> caller.host().cancellation().raise(signal));

        Result result = caller.jocker("run", "img_42002", "true");

        assertEquals(Result.refused(status, ""), result);
        assertEquals(List.of("ip netns del netns_ps_42017", "ip link del dev veth0_ps_42017"), lastDone(2));
    }

    private List<String> lastDone(int lines) {
        List<String> all = caller.done();
        return all.subList(all.size() - lines, all.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch", "", "img_42003", "ps_42002", "../img_42002", "img_042002"})
    void an_image_that_is_not_there_is_told_in_bockers_words(String image) {
        assertEquals(
                Result.refused(125, "No image named '" + image + "' exists\n"), caller.jocker("run", image, "true"));
        assertEquals(List.of(), caller.done());
    }

    @Test
    void a_plain_user_is_told_to_use_sudo() {
        caller.host().plainUser();

        assertEquals(
                Result.refused(125, "jocker: 'run' changes the machine and needs root; try: sudo jocker run\n"),
                caller.jocker("run", "img_42002", "true"));
    }

    @Test
    void a_host_without_the_bridge_is_told_how_to_make_one() {
        caller.host().hasNot(new Resource.Interface("bridge0"));

        assertEquals(
                Result.refused(
                        125,
                        "jocker: there is no bridge bridge0; mend it with: ip link add bridge0 type bridge"
                                + " && ip addr replace 10.0.0.1/24 dev bridge0 && ip link set bridge0 up\n"),
                caller.jocker("run", "img_42002", "true"));
    }

    @Test
    void a_program_that_is_not_installed_is_told_before_anything_is_made() {
        caller.host().without("cgexec");

        Result result = caller.jocker("run", "img_42002", "true");

        assertEquals(
                Result.refused(
                        125,
                        "jocker: needs 'cgexec', which is not on PATH; mend it with: apt-get install cgroup-tools\n"),
                result);
        assertEquals(List.of("btrfs subvolume list -o /var/bocker/img_42002"), caller.done());
    }

    @Test
    void an_image_with_subvolumes_inside_is_refused() {
        caller.host()
                .answer(
                        "btrfs subvolume list -o " + caller.file("img_42002"),
                        "ID 300 gen 12 top level 299 path img_42002/var\n");

        assertEquals(
                Result.refused(
                        125,
                        "jocker: 'img_42002' has subvolumes inside, which a copy of it would show empty;"
                                + " see them with: btrfs subvolume list -o /var/bocker/img_42002\n"),
                caller.jocker("run", "img_42002", "true"));
    }

    @Test
    void an_image_without_a_command_asks_for_one() {
        assertEquals(
                Result.refused(
                        125,
                        "jocker: 'img_42002' has no command of its own; say what to run:"
                                + " jocker run img_42002 COMMAND\n"),
                caller.jocker("run", "img_42002"));
    }

    @Test
    void a_user_that_the_image_does_not_know_is_refused() {
        caller.write("img_42002/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");

        assertEquals(
                Result.refused(125, "jocker: 'img_42002' has no user 'www'\n"),
                caller.jocker("run", "--user", "www", "img_42002", "id"));
    }

    @Test
    void when_all_ids_are_taken_it_says_how_to_make_room() {
        caller.host().has(new Resource.Interface("veth0_ps_42017"));

        assertEquals(
                Result.refused(
                        125,
                        "jocker: all 253 container ids are taken;"
                                + " make room with: jocker prune --stopped, or jocker rm ID\n"),
                caller.jocker("run", "img_42002", "true"));
    }
}
