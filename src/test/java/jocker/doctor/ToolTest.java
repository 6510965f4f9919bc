package jocker.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of tools. */
class ToolTest {
    @Test
    void the_tools_that_bocker_needs_come_in_the_order_of_the_doctors_list() {
        List<String> bockers = List.of(
                "ip", "btrfs", "cgcreate", "cgset", "cgexec", "cgdelete", "unshare", "nsenter", "chroot", "tar");

        List<String> listed = Tool.all().stream().map(Tool::program).toList();

        assertEquals(bockers, listed.stream().filter(bockers::contains).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "ip, apt-get install iproute2",
        "cgexec, apt-get install cgroup-tools",
        "bsdtar, apt-get install libarchive-tools",
        "java, apt-get install default-jre-headless"
    })
    void a_tool_knows_the_command_that_installs_it(String program, String command) {
        assertEquals(Optional.of(command), Tool.named(program).map(Tool::install));
    }

    @Test
    void a_program_that_is_not_in_the_table_is_no_tool() {
        assertEquals(Optional.empty(), Tool.named("ls"));
        assertEquals(Optional.empty(), Tool.named("#"), "a comment");
    }

    @Test
    void a_tool_that_does_not_tell_its_version_has_no_option_for_it() {
        assertEquals(Optional.empty(), Tool.named("cgset").orElseThrow().versionOption());
        assertEquals(Optional.of("-V"), Tool.named("ip").orElseThrow().versionOption());
    }

    @Test
    void the_oldest_btrfs_is_the_first_that_deletes_by_number() {
        assertEquals(new ToolVersion(5, 7), Tool.named("btrfs").orElseThrow().minimum());
    }
}
