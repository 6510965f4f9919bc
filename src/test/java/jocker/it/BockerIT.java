package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What bocker's own tests check, in their order, with the program called by bocker's name: with a terminal and without.
 * The network's far side is the box's, and what they install from the internet is a file here.
 */
class BockerIT extends RealTest {
    private static final String BOTH = "terminal: {0}";

    @ParameterizedTest(name = BOTH)
    @ValueSource(booleans = {true, false})
    void commit(boolean terminal) {
        pass(
                terminal,
                "img=$($BOCKER init " + box.rootfs() + " | awk '{print $2}'); $BOCKER images | grep -qw $img;"
                        + " $BOCKER run $img which tool; ps=$($BOCKER ps | grep 'which tool' | awk '{print $1}');"
                        + " logs=$($BOCKER logs $ps); $BOCKER rm $ps; [[ $logs == '' ]];"
                        + " $BOCKER run $img 'cp /bin/true /usr/bin/tool'; ps=$($BOCKER ps | grep 'cp /bin/true' | awk '{print $1}');"
                        + " $BOCKER commit $ps $img; $BOCKER run $img which tool;"
                        + " ps=$($BOCKER ps | grep 'which tool' | awk '{print $1}'); [[ $($BOCKER logs $ps) == /usr/bin/tool ]]");
    }

    @ParameterizedTest(name = BOTH)
    @ValueSource(booleans = {true, false})
    void exec(boolean terminal) {
        pass(
                terminal,
                "$BOCKER run $IMG 'sleep 1000 && ps aux' & run=$!;"
                        + " until ps=$($BOCKER ps | grep 'sleep 1000' | awk '{print $1}')"
                        + " && [[ -n $ps && $($BOCKER exec $ps ps aux | wc -l) == 4 ]]; do sleep 0.1; done;"
                        + " kill $run; wait || true;"
                        + " $BOCKER run $IMG ps aux; ps=$($BOCKER ps | grep -P '\\tps aux' | awk '{print $1}');"
                        + " exec=$($BOCKER exec $ps ps aux) || true;"
                        + " [[ $exec == \"Container '$ps' exists but is not running\" ]];"
                        + " exec=$($BOCKER exec foo ps aux) || true; [[ $exec == \"No container named 'foo' exists\" ]]");
    }

    @ParameterizedTest(name = BOTH)
    @ValueSource(booleans = {true, false})
    void images_init_and_ps(boolean terminal) {
        pass(
                terminal,
                "[[ $($BOCKER images | head -n 1) == $'IMAGE_ID\\t\\tSOURCE' ]];"
                        + " [[ $($BOCKER init " + box.rootfs() + ") == 'Created: img_'* ]];"
                        + " [[ $($BOCKER ps | head -n 1) == $'CONTAINER_ID\\t\\tCOMMAND' ]]");
    }

    @ParameterizedTest(name = BOTH)
    @ValueSource(booleans = {true, false})
    void rm(boolean terminal) {
        pass(
                terminal,
                "img=$($BOCKER init " + box.rootfs() + " | awk '{print $2}'); cmd=\"echo $RANDOM\";"
                        + " $BOCKER run $img \"$cmd\"; ps=$($BOCKER ps | grep \"$cmd\" | awk '{print $1}');"
                        + " [[ $($BOCKER images | grep -c $img) == 1 ]]; [[ $($BOCKER ps | grep -c \"$cmd\") == 1 ]];"
                        + " $BOCKER rm $img; $BOCKER rm $ps; ! $BOCKER images | grep -q $img; ! $BOCKER ps | grep -q \"$cmd\"");
    }

    @ParameterizedTest(name = BOTH)
    @ValueSource(booleans = {true, false})
    void run(boolean terminal) {
        pass(
                terminal,
                "t() { $BOCKER run $IMG \"$1\" >/dev/null; ps=$($BOCKER ps | grep -F \"$1\" | awk '{print $1}');"
                        + " [[ $($BOCKER logs $ps) == *\"$2\"* ]]; };"
                        + " t 'echo foo' foo; t uname Linux; t 'cat /proc/self/stat' '3 (cat)'; t 'ip addr' veth1_ps_;"
                        + " t 'ping -c 1 8.8.8.8' '0% packet loss'");
    }

    @Test
    void messages_go_to_stdout_and_a_run_ends_with_0() {
        assertEquals(new TestHost.Result(0, "", ""), box.bocker("run", box.image(), "exit 7"));
        assertEquals(new TestHost.Result(1, "No image named 'foo' exists\n", ""), box.bocker("run", "foo", "true"));
        assertEquals(
                new TestHost.Result(0, "No directory named '/no/such' exists\n", ""), box.bocker("init", "/no/such"));
        assertEquals(new TestHost.Result(1, "No container named 'foo' exists\n", ""), box.bocker("rm", "foo"));
    }

    @Test
    void several_arguments_are_joined_and_read_by_the_shell() {
        TestHost.Result result = box.bocker("run", box.image(), "echo", "a;", "echo", "$((1 + 1))");

        assertEquals("a\n2\n", result.ok().out());
    }

    private void pass(boolean terminal, String script) {
        String strict = "set -o errexit -o nounset -o pipefail; " + script;
        TestHost.Result result = terminal
                ? box.sh("script -qec " + TestHost.quote("bash -c " + TestHost.quote(strict)) + " /dev/null")
                : box.sh(strict);

        assertTrue(result.status() == 0, result.toString());
    }
}
