package jocker.text;

/** Text from outside on its way to a terminal. */
public final class Printable {
    private static final int LIMIT = 200;

    private Printable() {}

    /**
     * Returns {@code text} with every control character but the tab spelled out ({@code \n}, {@code \x1b}), so that a
     * terminal shows it and does not obey it.
     */
    public static String visible(String text) {
        if (!hasControl(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point == '\n') {
                shown.append("\\n");
            } else if (isControl(point)) {
                shown.append(String.format(point < 256 ? "\\x%02x" : "\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** Whether there is anything to spell out (start-up: streams). */
    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Returns what an argument looks like in a message: visible, and not longer than a few words. */
    public static String shown(String text) {
        return text.length() <= LIMIT ? visible(text) : visible(text.substring(0, LIMIT)) + "...";
    }

    /** C0, DEL, C1, and the marks that turn the direction of writing around (Unicode Trojan Source). */
    private static boolean isControl(int point) {
        boolean control = point != '\t' && Character.getType(point) == Character.CONTROL;
        boolean turnsAround = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        return control || turnsAround;
    }
}
