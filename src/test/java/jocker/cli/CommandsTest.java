package jocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of commands. */
class CommandsTest {
    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of(List.of("--lang", "ja", "run", "img_42002", "ps"), List.of("--lang", "ja")),
                Arguments.of(List.of("ps"), List.of()),
                Arguments.of(List.of("--verbose", "nosuch"), List.of("--verbose", "nosuch")),
                Arguments.of(List.of(), List.of()));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void what_stands_before_the_first_command_is_the_programs_own(List<String> typed, List<String> before) {
        assertEquals(before, Commands.before(typed));
    }

    @ParameterizedTest
    @CsvSource({
        "pull, true", "init, true", "run, true", "exec, true", "commit, true", "rm, true", "prune, true",
        "doctor, true", "images, false", "ps, false", "inspect, false", "logs, false", "explain, false", "help, false"
    })
    void commands_that_change_or_ask_the_host_start_programs_and_others_do_not(String command, boolean starts) {
        assertEquals(starts, Commands.startPrograms(List.of("--verbose", command, "x")));
    }

    @Test
    void options_end_at_the_first_word_where_the_rest_is_for_a_container() {
        assertEquals(
                List.of("run", "exec"),
                Commands.all().stream()
                        .filter(Commands::stopsAtWord)
                        .map(Commands::commandName)
                        .toList());
    }
}
