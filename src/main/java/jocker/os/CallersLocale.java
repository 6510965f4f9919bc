package jocker.os;

import java.util.Map;
import java.util.Optional;

/** The caller's LC_ALL, which the launcher puts aside while the JVM has one that it can work with. */
public final class CallersLocale {
    private static final String PUT_ASIDE = "JOCKER_LC_ALL";

    private CallersLocale() {}

    /** Puts the caller's own LC_ALL back into variables (start-up: lambdas). */
    public static void restore(Map<String, String> environment) {
        Optional<String> own = Optional.ofNullable(environment.remove(PUT_ASIDE));
        if (own.isPresent()) {
            environment.remove("LC_ALL");
            if (!own.get().isEmpty()) {
                environment.put("LC_ALL", own.get());
            }
        }
    }
}
