package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where everything of a container is. */
@Tag("machine")
class WiringIT extends RealTest {
    @Test
    void a_running_container_is_shown_with_all_that_belongs_to_it_on_one_line() throws Exception {
        Process run = box.start("run", "--cpu-shares", "256", "--memory", "64m", box.image(), "sleep 1000");
        String id = box.running("sleep 1000");

        List<String> lines = box.jocker("ps", "--wide").ok().lines();
        String line = lines.stream().filter(it -> it.startsWith(id)).findFirst().orElseThrow();
        Map<String, Object> container = JSON.std.mapFrom(
                box.jocker("inspect", "--format", "json", id).ok().out());
        List<Object> all =
                JSON.std.listFrom(box.jocker("ps", "--format=json").ok().out());

        int number = Integer.parseInt(id.substring(3)) - 42000;
        for (String part :
                List.of("running", "10.0.0." + number, "veth0_" + id, "veth1_" + id, "netns_" + id, "/64.0MiB")) {
            assertTrue(line.contains("\t\t" + part) || line.contains(part + "\t\t"), part + " in: " + line);
        }
        assertEquals(lines.get(0).split("\t\t").length, line.split("\t\t").length, "as many texts as columns");
        assertEquals(1, all.size());
        assertEquals(container.keySet(), ((Map<?, ?>) all.get(0)).keySet());
        assertEquals("running", container.get("state"));
        assertEquals(box.store().resolve(id).toString(), container.get("subvolume"));
        assertEquals(67108864, ((Map<?, ?>) container.get("memory")).get("limitBytes"));
        assertEquals("sleep 1000", container.get("command"));
        assertEquals(
                box.sh("readlink /proc/" + container.get("pid") + "/ns/net")
                        .ok()
                        .out(),
                box.sh("ip netns exec netns_" + id + " readlink /proc/self/ns/net")
                        .ok()
                        .out(),
                "the pid is that of a process in the container");

        box.jocker("rm", "-f", id).ok();
        run.waitFor();
    }

    @Test
    void a_container_that_has_ended_tells_how() throws Exception {
        box.jocker("run", box.image(), "exit 7");
        String id = box.containers().get(0);

        assertTrue(box.jocker("ps", "--wide").ok().out().contains(id + "\t\texited 7\t\t-\t\t"), "exited 7");
        Map<String, Object> container = JSON.std.mapFrom(
                box.jocker("inspect", id, "--format", "json").ok().out());
        assertEquals("exited", container.get("state"));
        assertEquals(7, container.get("status"));
        String shown = box.jocker("inspect", id).ok().out();
        assertTrue(shown.matches("(?s).*\\nstatus +7\\n.*"), shown);
    }

    @Test
    void images_are_told_to_programs_too() throws Exception {
        List<Object> images =
                JSON.std.listFrom(box.jocker("images", "--format", "json").ok().out());
        Map<String, Object> image = JSON.std.mapFrom(
                box.jocker("inspect", "--format", "json", box.image()).ok().out());

        assertEquals(box.image(), ((Map<?, ?>) images.get(0)).get("id"));
        assertEquals(box.image(), image.get("id"));
        assertEquals(2, box.jocker("ps", "--format", "xml").status());
    }

    @Test
    void text_that_is_not_for_a_terminal_has_no_colour() {
        assertTrue(!box.jocker("doctor").out().contains("\033"), "no escape in a pipe");
        String onTerminal = "TERM=xterm script -qec '$JOCKER explain run' /dev/null";
        assertTrue(box.sh(onTerminal).ok().out().contains("\033[1m"), "bold on a terminal");
        assertTrue(!box.sh("NO_COLOR=1 " + onTerminal).ok().out().contains("\033[1m"), "not with NO_COLOR");
    }
}
