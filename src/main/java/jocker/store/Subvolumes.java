package jocker.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import jocker.os.HostException;
import jocker.text.LazyPattern;
import jocker.text.Message;

/**
 * The subvolumes of a btrfs file system, and which is inside which. A container can make subvolumes too, and name them
 * as it likes; so here they go by the ids that the kernel gives them, never by their paths.
 */
public final class Subvolumes {
    private static final LazyPattern LINE =
            new LazyPattern("ID ([0-9]{1,18}) gen [0-9]+ (?:parent [0-9]+ )?top level ([0-9]{1,18}) path .*");

    private final Map<Long, Long> parents;

    private Subvolumes(Map<Long, Long> parents) {
        this.parents = Map.copyOf(parents);
    }

    /**
     * Reads what {@code btrfs subvolume list} prints.
     *
     * @throws HostException if an id stands there twice: then a name with a line break passes itself off as a line
     */
    public static Subvolumes parse(String listing) {
        Map<Long, Long> parents = new HashMap<>();
        for (String line : listing.split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                long id = Long.parseLong(matcher.group(1));
                if (parents.put(id, Long.parseLong(matcher.group(2))) != null) {
                    throw new HostException(Message.of("subvolume-is-listed-twice", id));
                }
            }
        }
        return new Subvolumes(parents);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return parents.isEmpty();
    }

    /** The ids of all subvolumes inside one, each before the one it is in. */
    public List<Long> inside(long id) {
        List<Long> found = new ArrayList<>();
        parents.forEach((child, parent) -> {
            if (parent == id) {
                found.addAll(inside(child));
                found.add(child);
            }
        });
        return List.copyOf(found);
    }
}
