package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code --dry-run} prints does the same when it is pasted into a root shell; printing it does nothing. */
@Tag("machine")
class DryRunIT extends RealTest {
    /** What there is of a container afterwards: its tree with owners, modes and sizes, its command, log and limits. */
    private static final String LOOK =
            "look() { (cd $JOCKER_ROOT/$1 && find . -xdev ! -path ./proc -printf '%p %y %m %u %g %l\\n' | sort;"
                    + " cat $1.cmd $1.log etc/resolv.conf); ip -o link | grep -c $1; ip netns | grep -c $1;"
                    + " find /sys/fs/cgroup -type d -name $1 | sort; find /sys/fs/cgroup -path \"*/$1/*\" '(' -name cpu.shares -o"
                    + " -name memory.limit_in_bytes -o -name cpu.weight -o -name memory.max ')' | sort | xargs cat; }\n";

    @Test
    void pasted_into_a_shell_it_makes_the_same_container() {
        String command =
                "'echo \"it'\\''s $((6 * 7))\"; echo err >&2; touch made; ip -o addr show | wc -l; hostname; exit 3'";
        box.sh("$JOCKER run $IMG " + command + " >real.out; $JOCKER --dry-run run $IMG " + command + " >script")
                .status();
        String real = box.containers().get(0);

        TestHost.Result pasted = box.sh(
                "sh script | grep -vE '^Create (a )?snapshot of ' >pasted.out; cat pasted.out; diff real.out pasted.out");
        String other = box.containers().stream()
                .filter(it -> !it.equals(real))
                .findFirst()
                .orElseThrow();

        assertTrue(pasted.out().startsWith("it's 42\nerr\n"), pasted.toString());
        assertEquals(0, pasted.status(), pasted.toString());
        TestHost.Result compared = box.sh(
                LOOK + "look " + real + " | sed s/" + real + "/ID/g >one; look " + other + " | sed s/" + other
                        + "/ID/g >two; wc -l <one; diff one two; status=$?; rm one two script real.out pasted.out; exit $status");
        assertTrue(Integer.parseInt(compared.ok().lines().get(0)) > 1000, compared.out());
        assertEquals(1, compared.lines().size(), compared.out());
    }

    @Test
    void it_touches_nothing() {
        // Once before, as the first start makes the archive that quickens the others.
        box.sh("$JOCKER --version").ok();
        TestHost.Result traced = box.sh(
                "find $JOCKER_ROOT -xdev -printf '%p %T@ %C@\\n' | sort >before;"
                        + " strace -f -qq -o trace -e trace=%file,%process,%network,write,mount,kill -e status=successful"
                        + " $JOCKER --dry-run run $IMG true >out || exit;"
                        + " find $JOCKER_ROOT -xdev -printf '%p %T@ %C@\\n' | sort >after; diff before after || exit; cat trace; rm before after trace out");

        List<String> changes = traced.ok().lines().stream()
                .filter(line ->
                        line.matches("[0-9]+ +(mkdir|unlink|rename|link|symlink|chmod|chown|mount|umount|truncate|mknod"
                                        + "|setxattr|utime|kill|fchmod|fchown).*")
                                || line.matches(".*open(at)?\\(.*O_(WRONLY|RDWR|CREAT|TRUNC).*"))
                // The JVM sees to what a core dump of its own would hold.
                .filter(line -> !line.contains("\"/dev/null\"") && !line.contains("/coredump_filter\""))
                .toList();
        List<String> started = traced.lines().stream()
                .filter(line -> line.matches("[0-9]+ +execve\\(.*"))
                .toList();

        assertEquals(List.of(), changes);
        assertTrue(
                started.stream()
                        .allMatch(line ->
                                line.contains("/jocker\"") || line.contains("java\"") || line.contains("readlink\"")),
                started.toString());
        assertTrue(started.size() >= 2, "the trace has something: " + started);
    }
}
