package jocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who runs a command, by the rules of Docker's USER. */
class ContainerUserTest {
    private static final String PASSWD = """
            root:x:0:0:root:/root:/bin/bash
            # no user
            www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
            ann:x:1000:1000:,,,:/home/ann:/bin/sh
            nohome:x:1001:1001::relative:/bin/sh
            short:x:7
            lettered:x:uid:gid::/:/bin/sh
            """;

    private static final String GROUP = """
            root:x:0:
            www-data:x:33:
            ann:x:1000:
            video:x:44:www-data,ann
            docker:x:999:ann
            anna:x:998:anna
            users:x:100:
            """;

    private static ContainerUser user(int uid, int gid, List<Integer> groups, String home) {
        return new ContainerUser(uid, gid, groups, home);
    }

    static List<Arguments> users() {
        return List.of(
                Arguments.of("root", user(0, 0, List.of(), "/root")),
                Arguments.of("0", user(0, 0, List.of(), "/root")),
                Arguments.of("www-data", user(33, 33, List.of(44), "/var/www")),
                Arguments.of("ann", user(1000, 1000, List.of(44, 999), "/home/ann")),
                Arguments.of("1000", user(1000, 1000, List.of(44, 999), "/home/ann")),
                Arguments.of("ann:video", user(1000, 44, List.of(), "/home/ann")),
                Arguments.of("ann:100", user(1000, 100, List.of(), "/home/ann")),
                Arguments.of("ann:4321", user(1000, 4321, List.of(), "/home/ann")),
                Arguments.of("1234", user(1234, 0, List.of(), "/")),
                Arguments.of("1234:5678", user(1234, 5678, List.of(), "/")),
                Arguments.of("1234:users", user(1234, 100, List.of(), "/")),
                Arguments.of("nohome", user(1001, 1001, List.of(), "/")));
    }

    @ParameterizedTest
    @MethodSource("users")
    void a_user_is_found_by_name_or_number_and_a_number_need_not_be_listed(String text, ContainerUser user) {
        assertEquals(Optional.of(user), ContainerUser.find(text, PASSWD, GROUP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nosuch",
                "ann:nosuch",
                "nosuch:users",
                "short",
                "lettered",
                "-1",
                "1.5",
                "0x0",
                "99999999999",
                "ann:-1"
            })
    void what_is_no_user_or_has_no_group_is_none(String text) {
        assertEquals(Optional.empty(), ContainerUser.find(text, PASSWD, GROUP));
    }

    @Test
    void a_tree_without_lists_has_numbers_only() {
        assertEquals(Optional.of(user(0, 0, List.of(), "/")), ContainerUser.find("0", "", ""));
        assertEquals(Optional.empty(), ContainerUser.find("root", "", ""));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "0, 33, false", "33, 0, false"})
    void root_is_root_in_its_own_group(int uid, int gid, boolean isRoot) {
        assertEquals(isRoot, user(uid, gid, List.of(), "/root").isRoot());
    }

    @Test
    void root_with_another_home_or_more_groups_is_not_what_bocker_has() {
        assertEquals(true, ContainerUser.ROOT.isDefault());
        assertEquals(false, user(0, 0, List.of(), "/").isDefault());
        assertEquals(false, user(0, 0, List.of(44), "/root").isDefault());
    }
}
