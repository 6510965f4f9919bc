package jocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a container is asked to run. */
class ContainerCommandTest {
    @Test
    void one_argument_is_an_expression_that_the_containers_shell_reads() {
        ContainerCommand command = ContainerCommand.typed(List.of("sleep 5 && ps aux"));

        assertTrue(command.isExpression(), "a shell reads it");
        assertEquals("sleep 5 && ps aux", command.expression());
        assertEquals("sleep 5 && ps aux", command.shown());
    }

    @Test
    void more_arguments_arrive_as_they_are_quoting_included() {
        ContainerCommand command = ContainerCommand.typed(List.of("sh", "-c", "echo a; echo 'b'", ""));

        assertFalse(command.isExpression(), "no shell reads it");
        assertEquals("sh -c 'echo a; echo '\\''b'\\''' ''", command.expression());
        assertEquals("sh -c echo a; echo 'b' ", command.shown());
    }

    @Test
    void a_program_without_arguments_is_no_expression() {
        ContainerCommand command = ContainerCommand.program(List.of("/opt/a b"));

        assertFalse(command.isExpression(), "no shell reads it");
        assertEquals("'/opt/a b'", command.expression());
    }

    @Test
    void there_is_no_container_without_a_command() {
        List<String> nothing = List.of();

        assertThrows(IllegalArgumentException.class, () -> ContainerCommand.typed(nothing));
    }
}
