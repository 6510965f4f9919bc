package jocker.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The records of images and containers. */
class StateRecordTest {
    private static final ContainerId CONTAINER = new ContainerId(42017);

    @Test
    void a_record_is_read_as_it_was_written() {
        StateRecord begun = StateRecord.begun(CONTAINER, Operation.RUN, Optional.of("echo a=b \\ #"));
        StateRecord settled = begun.settled(Optional.of(new Outcome(137, 2)));

        assertEquals(begun, StateRecord.of(CONTAINER, begun.toProperties()));
        assertEquals(settled, StateRecord.of(CONTAINER, settled.toProperties()));
        assertTrue(begun.isLive(), "this very process");
        assertFalse(settled.isDead(), "it has ended as it should");
    }

    @Test
    void an_empty_record_is_what_a_power_cut_leaves_and_its_process_is_dead() {
        assertTrue(StateRecord.of(CONTAINER, new Properties()).isDead());
        assertTrue(StateRecord.of(new ImageId(42017), new Properties()).isDead());
    }
}
