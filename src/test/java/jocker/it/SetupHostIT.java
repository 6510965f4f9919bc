package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code scripts/setup-host}: twice is once, and undone is as before. */
@Tag("machine")
class SetupHostIT extends RealTest {
    @Test
    void it_can_be_run_twice_and_undone() {
        // In namespaces within the box's, so that the box keeps its own bridge and store.
        String setup = System.getProperty("user.dir") + "/scripts/setup-host";
        Box.Result result = box.sh("unshare --net --mount bash -ec '"
                + "export JOCKER_ROOT=$PWD/other JOCKER_STATE=$PWD/othersetup JOCKER_SIZE=1G;"
                + "look() { ip -o link | cut -d: -f2; iptables -S; iptables -t nat -S; cat /proc/sys/net/ipv4/ip_forward;"
                + " ls -d other* || true; grep other /proc/self/mounts || true; };"
                + "look >before 2>/dev/null; " + setup + "; look >once; " + setup + "; look >twice; diff once twice;"
                + setup + " --undo; look >after 2>/dev/null; diff before after; ' >out 2>&1; status=$?; cat out;"
                + " rm -f before once twice after out; exit $status");

        assertEquals(0, result.status(), result.toString());
    }
}
