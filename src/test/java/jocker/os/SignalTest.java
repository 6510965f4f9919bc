package jocker.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signals and their numbers on Linux. */
class SignalTest {
    @ParameterizedTest
    @CsvSource({"HUP, 1, 129", "INT, 2, 130", "KILL, 9, 137", "TERM, 15, 143"})
    void a_program_that_a_signal_ends_exits_with_128_and_its_number(Signal signal, int number, int status) {
        assertEquals(number, signal.number());
        assertEquals(status, signal.exitStatus());
    }
}
