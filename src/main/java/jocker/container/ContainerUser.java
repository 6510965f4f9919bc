package jocker.container;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jocker.text.LazyPattern;

/**
 * Who runs a command, by the numbers that the kernel knows.
 *
 * @param uid the user
 * @param gid the group
 * @param groups further groups
 * @param home the home directory
 */
public record ContainerUser(int uid, int gid, List<Integer> groups, String home) {
    private static final LazyPattern NUMBER = new LazyPattern("[0-9]{1,9}");

    /** Who runs a command if no user is named. */
    public static final ContainerUser ROOT = new ContainerUser(0, 0, List.of(), "/root");

    /** Copies the list. */
    public ContainerUser {
        groups = List.copyOf(groups);
    }

    /** Whether this is root, in root's own group. */
    public boolean isRoot() {
        return uid == 0 && gid == 0;
    }

    /** Whether this is {@link #ROOT}. */
    public boolean isDefault() {
        return isRoot() && groups.isEmpty() && home.equals(ROOT.home);
    }

    /**
     * Finds a user, by the rules of Docker's {@code USER}: a name or a number, with a group's name or number behind a
     * colon where another than the user's own is wanted; a number need not be listed.
     *
     * @param text such as {@code www-data} or {@code 1000:1000}
     * @param passwd the text of the tree's /etc/passwd (passwd(5))
     * @param group the text of the tree's /etc/group (group(5))
     * @return empty if there is no such user or group
     */
    public static Optional<ContainerUser> find(String text, String passwd, String group) {
        String[] parts = text.split(":", 2);
        Optional<List<String>> listed = line(passwd, 7, parts[0]);
        Optional<Integer> uid =
                listed.map(it -> it.get(2)).or(() -> Optional.of(parts[0])).flatMap(ContainerUser::number);
        Optional<Integer> gid = parts.length == 2
                ? line(group, 4, parts[1])
                        .map(it -> it.get(2))
                        .or(() -> Optional.of(parts[1]))
                        .flatMap(ContainerUser::number)
                : listed.map(it -> it.get(3)).or(() -> Optional.of("0")).flatMap(ContainerUser::number);
        if (uid.isEmpty() || gid.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> further = listed.filter(it -> parts.length == 1).stream()
                .flatMap(user -> lines(group, 4)
                        .filter(line -> Arrays.asList(line.get(3).split(",")).contains(user.get(0)))
                        .flatMap(line -> number(line.get(2)).stream()))
                .toList();
        String home =
                listed.map(it -> it.get(5)).filter(it -> it.startsWith("/")).orElse("/");
        return Optional.of(new ContainerUser(uid.get(), gid.get(), further, home));
    }

    /** The line of a name; or, if there is none, of a number. */
    private static Optional<List<String>> line(String file, int fields, String wanted) {
        return lines(file, fields)
                .filter(line -> line.get(0).equals(wanted))
                .findFirst()
                .or(() -> lines(file, fields)
                        .filter(line -> line.get(2).equals(wanted))
                        .findFirst());
    }

    private static Stream<List<String>> lines(String file, int fields) {
        return file.lines().map(line -> List.of(line.split(":", -1))).filter(line -> line.size() == fields);
    }

    private static Optional<Integer> number(String text) {
        return Optional.of(text).filter(it -> NUMBER.matcher(it).matches()).map(Integer::valueOf);
    }
}
