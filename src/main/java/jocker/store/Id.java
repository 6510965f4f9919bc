package jocker.store;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The id of an image or of a container: the name of its subvolume, and a name that no path or shell can misread. */
public sealed interface Id permits ImageId, ContainerId {
    /** The smallest number (bocker 12 and 62: {@code shuf -i 42002-42254}). */
    int FIRST = 42002;

    /** The largest number. */
    int LAST = 42254;

    /** How many digits a number has. */
    int DIGITS = 5;

    /** The number, from {@link #FIRST} to {@link #LAST}. */
    int number();

    /** All numbers, in order. */
    static IntStream numbers() {
        return IntStream.rangeClosed(FIRST, LAST);
    }

    /** Reads an id of either kind; empty if the text is neither. */
    static Optional<Id> find(String text) {
        return ImageId.find(text).<Id>map(id -> id).or(() -> ContainerId.find(text));
    }

    /** Returns the number, or throws if it is out of range. */
    static int checked(int number) {
        if (number < FIRST || number > LAST) {
            throw new IllegalArgumentException("not a number from " + FIRST + " to " + LAST + ": " + number);
        }
        return number;
    }

    /** Reads {@code prefix} and exactly five digits in range. */
    static <T extends Id> Optional<T> find(String prefix, String text, IntFunction<T> id) {
        if (text.length() != prefix.length() + DIGITS || !text.startsWith(prefix)) {
            return Optional.empty();
        }
        int number = 0;
        for (int i = prefix.length(); i < text.length(); i++) {
            int digit = text.charAt(i) - '0'; // ASCII only: Integer.parseInt would take other scripts' and a sign.
            if (digit < 0 || digit > 9) {
                return Optional.empty();
            }
            number = 10 * number + digit;
        }
        return number < FIRST || number > LAST ? Optional.empty() : Optional.of(id.apply(number));
    }
}
