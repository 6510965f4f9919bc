package jocker.text;

import java.util.ArrayList;
import java.util.List;

/** Text on a terminal, where characters of the Far East take two columns (Unicode Standard Annex 11: W and F). */
public final class TextLayout {
    private static final int[][] WIDE = {
        {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xA000, 0xA4CF},
        {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
        {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
    };

    /** What does not begin a line in Japanese (JIS X 4051, kinsoku). */
    private static final String NOT_FIRST = "、。，．）」』】］・ー！？：；)],.:;!?";

    private TextLayout() {}

    /** How many columns a text takes. */
    public static int width(String text) {
        return text.codePoints().map(TextLayout::width).sum();
    }

    private static int width(int point) {
        for (int[] range : WIDE) {
            if (point >= range[0] && point <= range[1]) {
                return 2;
            }
        }
        return 1;
    }

    /** A text with so many blanks behind it that it takes {@code columns} columns. */
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /** Lines of at most {@code columns} columns: broken at blanks, and between wide characters. */
    public static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String piece : pieces(text)) {
            if (line.length() > 0 && width(line + piece.stripTrailing()) > columns) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? piece.stripLeading() : piece);
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** Rows with each column as wide as its widest text. */
    public static List<String> align(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), width(row.get(i))));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(pad(row.get(i), widths.get(i))).append("  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** What is not to be broken: a word with the blanks behind it, or one wide character with what must follow it. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int before = ' ';
        for (int point : text.codePoints().toArray()) {
            boolean breaks = (before == ' ' && point != ' ')
                    || ((width(before) == 2 || width(point) == 2) && NOT_FIRST.indexOf(point) < 0 && point != ' ');
            if (breaks && piece.length() > 0) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.appendCodePoint(point);
            before = point;
        }
        pieces.add(piece.toString());
        return pieces;
    }
}
