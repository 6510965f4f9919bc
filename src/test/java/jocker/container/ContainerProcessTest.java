package jocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.os.Argv;
import jocker.os.ExecChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a container's process is started, and what it finds around it. */
class ContainerProcessTest {
    private static final Path TREE = Path.of("/var/bocker/ps_42017");
    private static final String PATHS = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final ContainerUser ANN = new ContainerUser(1000, 100, List.of(44, 999), "/home/ann");
    private static final ContainerCommand ECHO = ContainerCommand.typed(List.of("echo", "it's"));

    private static ContainerProcess process(String... environment) {
        return new ContainerProcess(List.of(environment), Optional.empty(), ContainerUser.ROOT, Optional.empty());
    }

    /** What the container's shell reads. */
    private static String expression(ContainerProcess process, ContainerCommand command) {
        List<String> words = process.chroot(TREE, "/bin/sh", command).words();
        return words.get(words.size() - 1);
    }

    private static String run(ContainerProcess process, ContainerCommand command) throws IOException {
        Process sh = new ProcessBuilder("sh", "-c", expression(process, command)).start();
        return new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void bockers_process_is_started_by_bockers_line() {
        assertEquals(
                "chroot /var/bocker/ps_42017 /bin/sh -c "
                        + "'/bin/mount -t proc proc /proc && echo '\\''it'\\''\\'\\'''\\''s'\\'''",
                ContainerProcess.BOCKERS.chroot(TREE, "/bin/sh", ECHO).shellLine());
        assertEquals(
                "/bin/mount -t proc proc /proc && echo a; id",
                expression(ContainerProcess.BOCKERS, ContainerCommand.typed(List.of("echo a; id"))));
        assertEquals(Argv.of("unshare -fmuip --mount-proc"), ContainerProcess.BOCKERS.unshare(TREE));
    }

    @Test
    void bockers_process_has_the_callers_environment() {
        ExecChain chain = ExecChain.of(Argv.of("ip netns exec n"));

        assertEquals(chain, ContainerProcess.BOCKERS.around(chain));
    }

    @Test
    void an_image_has_an_environment_of_its_own_in_which_programs_and_home_are_found() {
        ContainerProcess process = new ContainerProcess(
                List.of("A=1 2"), Optional.of("/srv"), ContainerUser.ROOT, Optional.of(List.of("TERM=xterm")));
        ExecChain chain = ExecChain.of(Argv.of("ip netns exec n"));

        assertEquals(
                "env -i TERM=xterm ip netns exec n",
                process.around(chain).argv().shellLine());
        assertEquals(
                "/bin/mount -t proc proc /proc && export HOME=/root " + PATHS
                        + " 'A=1 2' && mkdir -p /srv && cd /srv && exec echo 'it'\\''s'",
                expression(process, ECHO));
    }

    @Test
    void an_expression_is_read_by_a_shell_of_the_containers_in_that_environment() {
        assertEquals(
                "/bin/mount -t proc proc /proc && export A=1 && exec /bin/sh -c 'echo $A; id'",
                expression(process("A=1"), ContainerCommand.typed(List.of("echo $A; id"))));
    }

    @Test
    void a_user_is_named_by_numbers_which_nobody_looks_up() {
        ContainerProcess process = new ContainerProcess(List.of(), Optional.empty(), ANN, Optional.empty());

        assertEquals(
                "chroot --userspec=+1000:+100 --groups=+44,+999 /var/bocker/ps_42017 /bin/sh -c "
                        + "'export HOME=/home/ann && exec echo '\\''it'\\''\\'\\'''\\''s'\\'''",
                process.chroot(TREE, "/bin/sh", ECHO).shellLine());
    }

    @Test
    void a_user_without_groups_does_not_keep_the_callers() {
        ContainerUser alone = new ContainerUser(1000, 1000, List.of(), "/");
        ContainerProcess process = new ContainerProcess(List.of(), Optional.empty(), alone, Optional.empty());

        assertEquals(
                List.of("chroot", "--userspec=+1000:+1000", "--groups=", TREE.toString()),
                process.chroot(TREE, "/bin/sh", ECHO).words().subList(0, 4));
    }

    @Test
    void who_cannot_mount_proc_finds_it_mounted() {
        ContainerProcess process = new ContainerProcess(List.of(), Optional.empty(), ANN, Optional.empty());

        assertEquals(Argv.of("unshare -fmuip --mount-proc=/var/bocker/ps_42017/proc"), process.unshare(TREE));
    }

    @Test
    void what_is_no_variable_is_left_out() {
        assertEquals(
                "/bin/mount -t proc proc /proc && export A= B=x=y && exec echo 'it'\\''s'",
                expression(process("A=", "nothing", "=x", "B=x=y"), ECHO));
    }

    @Test
    void a_shell_makes_of_it_what_was_wanted(@TempDir Path directory) throws IOException {
        Path place = directory.resolve("not there yet/it's");
        ContainerProcess process = new ContainerProcess(
                List.of("A=first", "A=\"it's\" $HOME `id` \\ *\n", "my.name=a b", "B="),
                Optional.of(place.toString()),
                ANN,
                Optional.of(List.of()));
        String script = "pwd; printf '<%s>' \"$A\" \"$B\" \"$HOME\" \"$PATH\" \"$@\"";

        assertEquals(
                place + "\n<\"it's\" $HOME `id` \\ *\n><></home/ann><" + PATHS.substring("PATH=".length())
                        + "><an argument><>",
                run(process, ContainerCommand.program(List.of("sh", "-c", script, "sh", "an argument", ""))));
        assertEquals("a b\n", run(process, ContainerCommand.program(List.of("printenv", "my.name"))));
    }

    @Test
    void a_directory_whose_name_looks_like_a_command_is_a_directory(@TempDir Path directory) throws IOException {
        Path place = directory.resolve("x; echo harm; $(echo harm)");
        ContainerProcess process =
                new ContainerProcess(List.of(), Optional.of(place.toString()), ANN, Optional.empty());

        assertEquals(place + "\n", run(process, ContainerCommand.program(List.of("pwd"))));
    }
}
