package jocker.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import jocker.text.Printable;
import org.junit.jupiter.api.Test;

/** Ids: parsed once, and right ever after. */
class IdTest {
    private static final Pattern FORM = Pattern.compile("(img|ps)_42[0-9]{3}");
    private static final String PIECES = "img_ps_42002 42254 42255 0123456789 ../\n\0$(id)*\u0664\uff14";
    private static final int ROUNDS = 200_000;
    private static final long SEED = 7;

    @Test
    void every_id_is_read_back_from_what_it_prints() {
        Id.numbers().forEach(number -> {
            assertEquals(Optional.of(new ImageId(number)), Id.find("img_" + number));
            assertEquals(Optional.of(new ContainerId(number)), Id.find("ps_" + number));
        });
        assertEquals(253, Id.numbers().count());
    }

    @Test
    void no_other_text_is_an_id() {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "ps_42" : "");
            for (int length = random.nextInt(10); length > 0; length--) {
                text.append(PIECES.charAt(random.nextInt(PIECES.length())));
            }
            String given = text.toString();
            boolean expected = FORM.matcher(given).matches() && inRange(given.substring(given.indexOf('_') + 1));

            assertEquals(expected, Id.find(given).isPresent(), () -> "is '" + Printable.visible(given) + "' an id?");
            Id.find(given).ifPresent(id -> assertEquals(given, id.toString()));
        }
    }

    @Test
    void a_number_out_of_range_makes_no_id() {
        assertThrows(IllegalArgumentException.class, () -> new ContainerId(42001));
        assertThrows(IllegalArgumentException.class, () -> new ImageId(42255));
    }

    private static boolean inRange(String digits) {
        int number = Integer.parseInt(digits);
        return number >= 42002 && number <= 42254;
    }
}
