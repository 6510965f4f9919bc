package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jocker.cli.Caller.Result;
import jocker.os.Host;
import jocker.store.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code images}, {@code ps} and {@code inspect}: what is there, for eyes and for programs. */
class ListCommandsTest {
    private static final String LAYER = "a".repeat(64);

    private Caller caller;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        caller = new Caller(directory);
    }

    @Test
    void images_are_listed_by_number_as_bocker_lists_them() {
        caller.image(42150);
        caller.image(42002, "debian:12");
        caller.container(42005, "sleep 5");

        assertEquals(Result.of("IMAGE_ID\t\tSOURCE\nimg_42002\t\tdebian:12\nimg_42150\t\t\n"), caller.jocker("images"));
    }

    @Test
    void containers_are_listed_by_number_as_bocker_lists_them() {
        caller.container(42017, "echo it's");
        caller.container(42005, "sleep 5", new Outcome(0, 0));
        caller.image(42002);

        assertEquals(
                Result.of("CONTAINER_ID\t\tCOMMAND\nps_42005\t\tsleep 5\nps_42017\t\techo it's\n"),
                caller.jocker("ps"));
    }

    @Test
    void an_empty_store_has_the_heads_of_the_lists_and_empty_arrays() {
        assertEquals(Result.of("IMAGE_ID\t\tSOURCE\n"), caller.jocker("images"));
        assertEquals(Result.of("CONTAINER_ID\t\tCOMMAND\n"), caller.jocker("ps"));
        assertEquals(Result.of("[]\n"), caller.jocker("images", "--format", "json"));
        assertEquals(Result.of("[]\n"), caller.jocker("ps", "--format=json"));
    }

    @Test
    void what_a_container_writes_about_itself_cannot_move_the_cursor_or_make_a_row() {
        caller.container(42005, "sleep\u001b[2J 5\nps_42006\t\tfaked");
        caller.image(42002, "a\u0007b");

        assertEquals(
                Result.of("CONTAINER_ID\t\tCOMMAND\nps_42005\t\tsleep\\x1b[2J 5\\nps_42006\t\tfaked\n"),
                caller.jocker("ps"));
        assertEquals(Result.of("IMAGE_ID\t\tSOURCE\nimg_42002\t\ta\\x07b\n"), caller.jocker("images"));
    }

    @Test
    void a_link_in_a_container_does_not_show_a_file_of_the_host(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret"), "secret\n");
        caller.container(42005, "sleep 5");
        Files.delete(caller.file("ps_42005/ps_42005.cmd"));
        Files.createSymbolicLink(caller.file("ps_42005/ps_42005.cmd"), secret);

        assertEquals(Result.of("CONTAINER_ID\t\tCOMMAND\nps_42005\t\t\n"), caller.jocker("ps"));
    }

    @Test
    void images_are_an_array_with_a_line_for_each() {
        caller.image(42002, "a \"b\" \\ c");
        caller.image(42003);

        assertEquals(Result.of("""
                        [
                        {"id":"img_42002","source":"a \\"b\\" \\\\ c","subvolume":"/var/bocker/img_42002"},
                        {"id":"img_42003","source":"","subvolume":"/var/bocker/img_42003"}
                        ]
                        """), caller.jocker("images", "--format", "json"));
    }

    @Test
    void containers_are_an_array_with_a_line_for_each() {
        caller.container(42005, "sleep 5", new Outcome(143, 0));
        caller.running(42007, "sleep 9");

        assertEquals(Result.of("""
                        [
                        {"id":"ps_42005","command":"sleep 5","state":"exited","pid":null,"address":"10.0.0.5",\
                        "mac":"02:42:ac:11:00:05","hostEnd":"veth0_ps_42005","containerEnd":"veth1_ps_42005",\
                        "namespace":"netns_ps_42005","cgroups":["/sys/fs/cgroup/ps_42005"],\
                        "subvolume":"/var/bocker/ps_42005","cpu":{"weight":null,"usedMicroseconds":null},\
                        "memory":{"limitBytes":null,"usedBytes":null},"status":143,"reason":null},
                        {"id":"ps_42007","command":"sleep 9","state":"running","pid":null,"address":"10.0.0.7",\
                        "mac":"02:42:ac:11:00:07","hostEnd":"veth0_ps_42007","containerEnd":"veth1_ps_42007",\
                        "namespace":"netns_ps_42007","cgroups":["/sys/fs/cgroup/ps_42007"],\
                        "subvolume":"/var/bocker/ps_42007","cpu":{"weight":null,"usedMicroseconds":null},\
                        "memory":{"limitBytes":null,"usedBytes":null},"status":null,"reason":null}
                        ]
                        """), caller.jocker("ps", "--format", "json"));
    }

    @Test
    void wide_shows_the_wiring_the_state_and_the_use_on_one_line_each() {
        caller.container(42005, "cat /big", new Outcome(137, 1));
        writeUsage(42005);
        caller.container(42017, "sleep 5");

        Result result = caller.jocker("ps", "--wide");

        assertEquals(
                Result.of("CONTAINER_ID|STATE|PID|ADDRESS|HOST_END|CONTAINER_END|NAMESPACE|CGROUP|SUBVOLUME|CPU|MEMORY"
                        + "|COMMAND\n"
                        + "ps_42005|exited 137 (memory limit)|-|10.0.0.5|veth0_ps_42005|veth1_ps_42005|netns_ps_42005"
                        + "|/sys/fs/cgroup/ps_42005|/var/bocker/ps_42005|cpu.weight=59 1.50s|2.0MiB/488.3MiB"
                        + "|cat /big\n"
                        + "ps_42017|exited|-|10.0.0.17|veth0_ps_42017|veth1_ps_42017|netns_ps_42017"
                        + "|/sys/fs/cgroup/ps_42017|/var/bocker/ps_42017|- -|-/-|sleep 5\n"),
                new Result(result.status(), result.out().replace("\t\t", "|"), result.err()));
    }

    private void writeUsage(int container) {
        caller.writeGroup(container, "cpu.weight", "59\n");
        caller.writeGroup(container, "cpu.stat", "usage_usec 1500000\nuser_usec 1\n");
        caller.writeGroup(container, "memory.max", "512000000\n");
        caller.writeGroup(container, "memory.current", "2097152\n");
    }

    @Test
    void inspect_shows_all_of_a_container() {
        caller.container(42005, "cat /big", new Outcome(137, 1));
        writeUsage(42005);

        assertEquals(Result.of("""
                        id                    ps_42005
                        command               cat /big
                        state                 exited
                        pid                   -
                        address               10.0.0.5
                        mac                   02:42:ac:11:00:05
                        hostEnd               veth0_ps_42005
                        containerEnd          veth1_ps_42005
                        namespace             netns_ps_42005
                        cgroups               /sys/fs/cgroup/ps_42005
                        subvolume             /var/bocker/ps_42005
                        cpu.weight            59
                        cpu.usedMicroseconds  1500000
                        memory.limitBytes     512000000
                        memory.usedBytes      2097152
                        status                137
                        reason                memory limit
                        """), caller.jocker("inspect", "ps_42005"));
    }

    @Test
    void inspect_shows_all_of_an_image_of_a_registry() {
        caller.pulled(42002, "web:1", LAYER, """
                {"config": {"Entrypoint": ["/bin/web"], "Cmd": ["-p", "80"], "Env": ["A=b"], "WorkingDir": "/srv",
                 "User": "www"}, "rootfs": {"diff_ids": []}}""");

        assertEquals(Result.of("""
                        id           img_42002
                        source       web:1
                        subvolume    /var/bocker/img_42002
                        layers       LAYER
                        command      /bin/web -p 80
                        environment  A=b
                        directory    /srv
                        user         www
                        """.replace("LAYER", LAYER)), caller.jocker("inspect", "img_42002"));
    }

    @Test
    void inspect_is_one_line_for_programs() {
        caller.image(42002, "debian:12");

        assertEquals(
                Result.of("{\"id\":\"img_42002\",\"source\":\"debian:12\",\"subvolume\":\"/var/bocker/img_42002\","
                        + "\"layers\":[],\"command\":[],\"environment\":[],\"directory\":\"\",\"user\":\"\"}\n"),
                caller.jocker("inspect", "--format", "json", "img_42002"));
    }

    @Test
    void inspect_of_what_is_not_there_is_told_in_bockers_words() {
        assertEquals(Result.refused(1, "No image named 'img_42002' exists\n"), caller.jocker("inspect", "img_42002"));
        assertEquals(Result.refused(1, "No container named 'ps_42005' exists\n"), caller.jocker("inspect", "ps_42005"));
        assertEquals(Result.refused(1, "No container named 'x' exists\n"), caller.jocker("inspect", "x"));
    }

    @Test
    void a_plain_user_may_look() {
        caller.image(42002, "debian:12");
        caller.host().plainUser();

        assertEquals(Result.of("IMAGE_ID\t\tSOURCE\nimg_42002\t\tdebian:12\n"), caller.jocker("images"));
    }

    @Test
    void a_directory_that_is_no_store_is_told() {
        caller.host().fileSystem(Optional.of(new Host.FileSystem("ext4", false, 1L << 40)));
        assertEquals(
                Result.refused(
                        1,
                        "jocker: the store /var/bocker is on ext4, not on btrfs;"
                                + " mount one there with: sudo scripts/setup-host\n"),
                caller.jocker("ps"));

        caller.host().fileSystem(Optional.empty());
        assertEquals(
                Result.refused(1, "jocker: there is no store at /nowhere; prepare one with: sudo scripts/setup-host\n"),
                caller.jocker("--root", "/nowhere", "images"));
    }

    @Test
    void a_store_that_is_mounted_read_only_can_be_looked_at() {
        caller.host().fileSystem(Optional.of(new Host.FileSystem("btrfs", true, 1L << 40)));

        assertEquals(Result.of("CONTAINER_ID\t\tCOMMAND\n"), caller.jocker("ps"));
    }
}
