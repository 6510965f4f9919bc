package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import jocker.cli.Caller.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code explain}, and {@code --explain} before a command: the very steps, each with its sentence. */
class ExplainCommandTest {
    private static final Pattern STEP = Pattern.compile(" ?[0-9]+\\. .*");

    private Caller caller;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        caller = new Caller(directory);
    }

    @Test
    void alone_it_lists_what_it_can_explain() {
        assertEquals(Result.of("""
                        jocker explain pull    Make an image from a registry's.
                        jocker explain init    Make an image from a directory.
                        jocker explain images  List the images.
                        jocker explain run     Make a container from an image and run a command in it.
                        jocker explain exec    Run a command in a running container, on your terminal.
                        jocker explain ps      List the containers, running or not.
                        jocker explain logs    Show what a container has printed.
                        jocker explain commit  Make a container's tree the image's.
                        jocker explain rm      Delete images or containers, with all that belongs to them.
                        jocker explain prune   Clear what runs that were killed have left on the box.
                        """), caller.jocker("explain"));
    }

    @Test
    void a_step_has_its_purpose_bockers_line_its_command_and_how_to_look_at_it() {
        assertEquals(Result.of("""
                        The container has to be running. bocker looks for its process in what ps
                        prints; jocker reads it from the container's control group. Here it is process
                        4711 of the host.

                         1. enter the container  (bocker, line 96)
                            cgexec -g cpu,memory:ps_42032 nsenter -t 4711 -m -u -i -n -p chroot /var/bocker/ps_42032 \
                        which wget
                            cgexec enters the container's control group, so that its limits hold for
                            this command as well (bocker's exec does without). nsenter enters the
                            namespaces of its first process: mounts (-m), host name (-u), messages
                            (-i), network (-n), processes (-p). chroot makes its subvolume the root
                            directory.
                            look at it: cat /sys/fs/cgroup/ps_42032/cgroup.procs
                        """), caller.jocker("explain", "exec"));
    }

    @Test
    void a_run_is_explained_by_the_commands_of_a_dry_run_in_their_order() {
        caller.image(42150);
        caller.freeContainer(42032);
        List<String> shown = caller.jocker("--dry-run", "run", "img_42150", "which", "wget")
                .out()
                .lines()
                .toList();

        Result result = caller.jocker("explain", "run");

        assertEquals(shown, commands(result.out()));
        assertEquals(20, shown.size());
    }

    @ParameterizedTest
    @CsvSource({
        "pull, 14",
        "init, 4",
        "run, 20",
        "exec, 1",
        "commit, 3",
        "rm, 2",
        "images, 0",
        "ps, 0",
        "logs, 0",
        "prune, 0"
    })
    void every_command_is_explained_in_both_languages_by_the_same_steps(String command, int steps) {
        Result english = caller.jocker("--lang", "en", "explain", command);
        Result japanese = caller.jocker("--lang", "ja", "explain", command);

        assertEquals(steps, commands(english.out()).size(), english.out());
        assertEquals(commands(english.out()), commands(japanese.out()));
        assertTrue(english.out().matches("\\p{ASCII}{60,}"), english.out());
        assertTrue(japanese.out().matches("(?s).*\\p{IsHiragana}.*"), japanese.out());
        assertEquals(List.of(), caller.done());
    }

    /** The line below each step's first. */
    private static List<String> commands(String explained) {
        List<String> lines = explained.lines().toList();
        return IntStream.range(0, lines.size() - 1)
                .filter(i -> STEP.matcher(lines.get(i)).matches())
                .mapToObj(i -> lines.get(i + 1).strip())
                .toList();
    }

    @Test
    void a_command_that_there_is_not_is_wrong_usage() {
        assertEquals(
                Result.refused(2, "jocker: there is no command 'nosuch' (see: jocker help explain)\n"),
                caller.jocker("explain", "nosuch"));
    }

    @Test
    void a_host_without_control_groups_gets_those_of_version_2() {
        caller.host().kernelFile("/proc/self/mounts", "");

        assertTrue(
                commands(caller.jocker("explain", "rm").out()).contains("cgdelete -g cpu,memory:/ps_42032"),
                "no cgdelete");
    }

    @Test
    void before_a_command_each_step_is_explained_on_stderr_and_done() {
        caller.image(42002);

        assertEquals(new Result(0, "Removed: img_42002\n", """
                         1. delete its subvolume  (bocker, line 40)
                            btrfs subvolume delete /var/bocker/img_42002
                            All of its tree, in one command; btrfs frees the blocks later, those that
                            nobody shares.
                            look at it: btrfs subvolume list /var/bocker
                        """), caller.jocker("--explain", "rm", "img_42002"));
        assertTrue(caller.done().contains("btrfs subvolume delete /var/bocker/img_42002"), caller.done()::toString);
    }

    @Test
    void an_undo_is_told_as_a_command() {
        caller.image(42002);
        caller.freeContainer(42017);
        caller.host().refuse("ip link set dev veth0_ps_42017 up");

        Result result = caller.jocker("--explain", "run", "img_42002", "true");

        assertTrue(
                result.err()
                        .endsWith("+ ip link del dev veth0_ps_42017\njocker: cannot switch on the host's end: no\n"),
                result.err());
    }
}
