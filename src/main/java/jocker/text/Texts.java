package jocker.text;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Matcher;

/** The texts in one language: {@code jocker/text/messages*.properties}. They are read when the first one is needed. */
public final class Texts {
    /** The language that every message has. */
    public static final Texts ENGLISH = new Texts(Locale.ROOT);

    /** Japanese. */
    public static final Texts JAPANESE = new Texts(Locale.JAPANESE);

    private static final Map<String, Texts> LANGUAGES = Map.of("en", ENGLISH, "ja", JAPANESE);

    private static final LazyPattern PLACE = new LazyPattern("\\{([0-9])\\}");

    private final Locale locale;

    private Texts(Locale locale) {
        this.locale = locale;
    }

    /** The language of a name such as {@code ja}; empty if there are no texts in it. */
    public static Optional<Texts> named(String language) {
        return Optional.ofNullable(LANGUAGES.get(language));
    }

    /**
     * The language that a locale asks for, by the rules of locale(7): LC_ALL, then LC_MESSAGES, then LANG. It is English
     * where the locale's letters are no UTF-8: jocker writes nothing else.
     *
     * @param environment the caller's variables
     */
    public static Texts chosenBy(Map<String, String> environment) {
        String language = first(environment, "LC_ALL", "LC_MESSAGES", "LANG").split("[_.@]", 2)[0];
        return isUnicode(environment) ? named(language).orElse(ENGLISH) : ENGLISH;
    }

    /** Whether a locale's letters are UTF-8: LC_ALL, then LC_CTYPE, then LANG. */
    public static boolean isUnicode(Map<String, String> environment) {
        String name = first(environment, "LC_ALL", "LC_CTYPE", "LANG").toLowerCase(Locale.ROOT);
        return name.contains("utf-8") || name.contains("utf8");
    }

    private static String first(Map<String, String> environment, String... names) {
        for (String name : names) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    /** The bundle, for those who read it by themselves. */
    public ResourceBundle bundle() {
        // No other language than this one: what the JVM takes for its own does not count.
        return ResourceBundle.getBundle(
                "jocker.text.messages",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** Whether there is a text. */
    public boolean has(String key) {
        return bundle().containsKey(key);
    }

    /** A message, said. */
    public String say(Message message) {
        Matcher place = PLACE.matcher(bundle().getString(message.key()));
        return place.replaceAll(found -> {
            Object argument = message.arguments().get(Integer.parseInt(found.group(1)));
            String said = argument instanceof Message inner ? say(inner) : argument.toString();
            return Matcher.quoteReplacement(said);
        });
    }

    /** A message of that key, said. */
    public String say(String key, Object... arguments) {
        return say(Message.of(key, arguments));
    }
}
