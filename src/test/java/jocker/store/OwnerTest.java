package jocker.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Who lives: a pid alone does not tell. */
class OwnerTest {
    private final Owner self = Owner.self(Operation.RUN);

    @Test
    void this_process_lives() {
        assertTrue(self.isAlive(), self.toString());
    }

    @Test
    void a_process_that_got_the_pid_of_a_dead_one_is_another() {
        assertFalse(new Owner(Operation.RUN, self.pid(), self.startTicks() - 1, self.boot()).isAlive());
    }

    @Test
    void no_process_of_another_boot_lives() {
        assertFalse(new Owner(Operation.RUN, self.pid(), self.startTicks(), "another boot").isAlive());
    }
}
