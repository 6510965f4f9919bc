package jocker.doctor;

import java.util.Optional;
import java.util.regex.Matcher;
import jocker.text.LazyPattern;

/**
 * A tool's version, as far as it matters here.
 *
 * @param major the number before the first dot
 * @param minor the number after it
 */
record ToolVersion(int major, int minor) implements Comparable<ToolVersion> {
    private static final LazyPattern NUMBERS = new LazyPattern("([0-9]{1,6})\\.([0-9]{1,6})");

    /** Finds the first version in a text such as {@code unshare from util-linux 2.38.1}. */
    static Optional<ToolVersion> find(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        return matcher.find()
                ? Optional.of(new ToolVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(ToolVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
