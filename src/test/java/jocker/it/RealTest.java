package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test of the packaged program against the real tools. After each test, nothing of it may be left. */
abstract class RealTest {
    /** Shell that lists the extended attributes of all that is in the current directory, in an order that is always the same. */
    static final String ATTRIBUTES = "find . -print0 | sort -z | xargs -0 getfattr -h -d -m - 2>/dev/null";

    TestHost box;

    @BeforeEach
    void enter() {
        box = TestHost.shared();
    }

    @AfterEach
    void nothing_is_left() {
        if (box != null) {
            assertEquals("", box.clear(), "what the test left in the box");
        }
    }
}
