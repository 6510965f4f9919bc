package jocker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jocker.container.ContainerCommand;
import jocker.container.ContainerProcess;
import jocker.container.ContainerUser;
import jocker.os.TestFiles;
import jocker.store.ImageId;
import jocker.store.PulledImage;
import jocker.store.RecordedClaims;
import jocker.text.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is run, between what the user wants and what the image says. */
class ProcessWishesTest {
    private static final ImageId MADE = new ImageId(42002);
    private static final ImageId PULLED = new ImageId(42150);
    private static final List<String> KEPT = List.of("TERM=xterm");
    private static final ContainerUser APP = new ContainerUser(1000, 1001, List.of(27), "/home/app");
    private static final String CONFIG = """
            {"config": {"Entrypoint": ["/entry"], "Cmd": ["serve"], "Env": ["A=1"], "WorkingDir": "/srv", "User": "app"}}
            """;

    @TempDir
    private Path directory;

    private TestStore store;

    /** Has an image of a directory without a command of its own, and one of a registry with one. */
    @BeforeEach
    void prepare() {
        store = new TestStore(directory);
        store.tree("img_42002");
        Path tree = store.tree("img_42150");
        TestFiles.write(tree.resolve("img.source"), "app:1\n");
        TestFiles.write(
                tree.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1001::/home/app:/bin/sh\n");
        TestFiles.write(tree.resolve("etc/group"), "root:x:0:\nsudo:x:27:app\n");
        TestFiles.write(tree.resolve("proc/.keep"), "");
        TestFiles.write(store.path(".jocker/images/.keep"), "");
        keep(CONFIG);
    }

    private void keep(String config) {
        new RecordedClaims(store.store()).keep(PULLED, new PulledImage("app:1", List.of("a"), List.of("b"), config));
    }

    private ProcessWishes.Chosen choose(ProcessWishes wishes, ImageId image, String... typed) {
        return wishes.choose(store.store(), image, List.of(typed));
    }

    private static ProcessWishes none() {
        return new ProcessWishes(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), KEPT);
    }

    private static ProcessWishes entrypoint(String entrypoint) {
        return new ProcessWishes(Optional.of(entrypoint), List.of(), Optional.empty(), Optional.empty(), KEPT);
    }

    private static ProcessWishes user(String user) {
        return new ProcessWishes(Optional.empty(), List.of(), Optional.empty(), Optional.of(user), KEPT);
    }

    @Test
    void a_command_without_a_wish_runs_as_bocker_runs_it_whatever_the_image_says() {
        assertEquals(
                new ProcessWishes.Chosen(ContainerCommand.typed(List.of("echo $HOME")), ContainerProcess.BOCKERS),
                choose(none(), PULLED, "echo $HOME"));
    }

    @Test
    void no_command_is_the_images_own_with_all_that_the_image_says() {
        assertEquals(
                new ProcessWishes.Chosen(
                        ContainerCommand.program(List.of("/entry", "serve")),
                        new ContainerProcess(List.of("A=1"), Optional.of("/srv"), APP, Optional.of(KEPT))),
                choose(none(), PULLED));
    }

    @Test
    void an_image_without_a_command_of_its_own_needs_one() {
        UserException refusal = assertThrows(UserException.class, () -> choose(none(), MADE));

        assertEquals(
                "'img_42002' has no command of its own; say what to run: jocker run img_42002 COMMAND",
                refusal.getMessage());
    }

    @Test
    void another_entrypoint_takes_the_command_as_its_arguments_in_the_images_environment() {
        assertEquals(
                new ProcessWishes.Chosen(
                        ContainerCommand.program(List.of("/bin/ls", "-l", "a b")),
                        new ContainerProcess(List.of("A=1"), Optional.of("/srv"), APP, Optional.of(KEPT))),
                choose(entrypoint("/bin/ls"), PULLED, "-l", "a b"));
    }

    @Test
    void an_empty_entrypoint_leaves_the_command_as_it_is() {
        assertEquals(
                ContainerCommand.program(List.of("ls")),
                choose(entrypoint(""), PULLED, "ls").command());
        assertThrows(UserException.class, () -> choose(entrypoint(""), PULLED), "then there is no command");
    }

    @Test
    void another_entrypoint_does_for_an_image_that_says_nothing() {
        assertEquals(
                new ProcessWishes.Chosen(
                        ContainerCommand.program(List.of("/bin/ls")),
                        new ContainerProcess(List.of(), Optional.empty(), ContainerUser.ROOT, Optional.empty())),
                choose(entrypoint("/bin/ls"), MADE));
    }

    @Test
    void wishes_go_before_what_the_image_says_and_variables_come_after_its_own() {
        ProcessWishes wishes = new ProcessWishes(
                Optional.empty(), List.of("A=2", "B=3"), Optional.of("/tmp"), Optional.of("1234:5"), KEPT);

        assertEquals(
                new ContainerProcess(
                        List.of("A=1", "A=2", "B=3"),
                        Optional.of("/tmp"),
                        new ContainerUser(1234, 5, List.of(), "/"),
                        Optional.of(KEPT)),
                choose(wishes, PULLED).process());
    }

    @Test
    void a_wish_beside_a_typed_command_leaves_the_images_own_out() {
        ProcessWishes wishes =
                new ProcessWishes(Optional.empty(), List.of("B=3"), Optional.empty(), Optional.empty(), KEPT);

        assertEquals(
                new ProcessWishes.Chosen(
                        ContainerCommand.typed(List.of("env")),
                        new ContainerProcess(List.of("B=3"), Optional.empty(), ContainerUser.ROOT, Optional.empty())),
                choose(wishes, PULLED, "env"));
    }

    @Test
    void a_user_is_looked_up_in_the_image() {
        assertEquals(APP, choose(user("app"), PULLED, "id").process().user());
    }

    @Test
    void a_user_that_the_image_does_not_have_is_refused() {
        UserException refusal = assertThrows(UserException.class, () -> choose(user("nobody"), PULLED, "id"));

        assertEquals("'img_42150' has no user 'nobody'", refusal.getMessage());
    }

    @Test
    void the_hosts_users_are_not_looked_up_when_the_image_links_to_them() throws IOException {
        TestFiles.write(directory.resolve("passwd"), "nobody:x:65534:65534::/:/bin/sh\n");
        Files.delete(store.path("img_42150/etc/passwd"));
        Files.createSymbolicLink(store.path("img_42150/etc/passwd"), directory.resolve("passwd"));

        assertThrows(UserException.class, () -> choose(user("nobody"), PULLED, "id"));
    }

    @Test
    void another_user_than_root_needs_a_directory_for_proc() {
        UserException refusal = assertThrows(UserException.class, () -> choose(user("1000"), MADE, "id"));

        assertEquals("'img_42002' has no directory /proc, which another user than root needs", refusal.getMessage());
        assertEquals(
                new ContainerUser(0, 0, List.of(), "/"),
                choose(user("0"), MADE, "id").process().user());
    }

    @Test
    void an_image_that_says_nothing_of_a_directory_or_a_user_runs_as_root_in_the_root() {
        keep("{\"config\": {\"Cmd\": [\"sh\"], \"WorkingDir\": \"\", \"User\": \"\"}}");

        assertEquals(
                new ProcessWishes.Chosen(
                        ContainerCommand.program(List.of("sh")),
                        new ContainerProcess(List.of(), Optional.empty(), ContainerUser.ROOT, Optional.of(KEPT))),
                choose(none(), PULLED));
    }
}
