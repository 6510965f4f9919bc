package jocker.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The caller's own LC_ALL, which the launcher puts aside. */
class CallersLocaleTest {
    private static Map<String, String> restored(Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(variables);
        CallersLocale.restore(environment);
        return environment;
    }

    @Test
    void the_callers_own_comes_back() {
        assertEquals(
                Map.of("LC_ALL", "ja_JP.UTF-8", "HOME", "/root"),
                restored(Map.of("LC_ALL", "C.UTF-8", "JOCKER_LC_ALL", "ja_JP.UTF-8", "HOME", "/root")));
    }

    @Test
    void a_caller_who_has_none_has_none_again() {
        assertEquals(Map.of(), restored(Map.of("LC_ALL", "C.UTF-8", "JOCKER_LC_ALL", "")));
    }

    @Test
    void what_has_not_been_put_aside_stays() {
        assertEquals(Map.of("LC_ALL", "C.UTF-8"), restored(Map.of("LC_ALL", "C.UTF-8")));
    }
}
