package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the READMEs show is what happens: every command of a {@code console} block is executed, in order, and what it
 * prints is compared. The scripts that they name are run by scripts/test-box.
 */
@Tag("machine")
class ReadmeIT extends RealTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\n(.*?)^```$");
    private static final Pattern CONTAINER = Pattern.compile("ps_42[0-9]{3}");
    private static final String IMAGE = "img_42150";

    /** A command, and what it prints. */
    private record Shown(String command, String output) {}

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "src/docs/README.ja.md"})
    void every_command_does_what_is_shown(String file) throws Exception {
        box.sh("mkdir bin; ln -s $JOCKER bin/jocker; printf '#!/bin/sh\\nexec \"$@\"\\n' >bin/sudo; chmod +x bin/sudo;"
                        + " echo debian:bookworm >$JOCKER_ROOT/$IMG/img.source")
                .ok();
        Map<String, String> ids = new HashMap<>(Map.of(IMAGE, box.image()));
        List<Process> running = new ArrayList<>();
        List<Shown> all = shown(Files.readString(Path.of(file)));
        assertTrue(all.size() > 8, "commands in " + file + ": " + all.size());

        List<String> containers = new ArrayList<>();
        for (Shown shown : all) {
            box.containers().stream().filter(it -> !containers.contains(it)).forEach(containers::add);
            String command = "export PATH=$PWD/bin:$PATH; " + actual(shown.command(), ids, containers);
            if (command.endsWith("&")) {
                running.add(
                        box.startShell("exec bash -c " + TestHost.quote(command.substring(0, command.length() - 1))));
                box.running("sleep 1000");
                continue;
            }
            TestHost.Result result = box.sh(command);
            assertEquals(
                    normal(shown.output(), "/var/bocker"),
                    normal(result.out(), box.store().toString()),
                    file + ": " + shown.command() + " said " + result.err());
        }
        for (Process process : running) {
            process.waitFor();
        }
        box.sh("rm -r bin $JOCKER_ROOT/$IMG/img.source");
    }

    private static List<Shown> shown(String text) {
        return BLOCK.matcher(text)
                .results()
                .map(block -> block.group(1))
                .flatMap(block -> Pattern.compile("(?m)^\\$ (.*)\n((?:(?!\\$ ).*\n)*)")
                        .matcher(block)
                        .results()
                        .map(it -> new Shown(it.group(1), it.group(2))))
                .toList();
    }

    /** A command with the ids that there are, for those that it shows: an id not shown before is the newest container's. */
    private static String actual(String command, Map<String, String> ids, List<String> containers) {
        for (MatchResult container : CONTAINER.matcher(command).results().toList()) {
            ids.computeIfAbsent(container.group(), id -> containers.get(containers.size() - 1));
        }
        String actual = command;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            actual = actual.replace(id.getKey(), id.getValue());
        }
        return actual;
    }

    /** Text in which only what differs from box to box is the same: ids, addresses, numbers, the version of cgroups. */
    private static String normal(String text, String store) {
        return text.replace(store, "/var/bocker")
                .replaceAll("(ps|img)_42[0-9]{3}", "$1_N")
                .replaceAll("10\\.0\\.0\\.(?!1\\b)[0-9]+", "10.0.0.N")
                .replaceAll("02:42:ac:11:0[0-9]:[0-9]{2}", "MAC")
                .replaceAll("(?m)^[0-9]+: veth", "N: veth")
                .replaceAll("(?m)^(pid|cpu\\.usedMicroseconds|memory\\.usedBytes)( +)[0-9]+$", "$1 N")
                .replace("cpu,cpuacct,memory", "cpu,memory")
                .replaceAll("cpu\\.shares(=| +)512", "cpu.weight$159")
                .replaceAll("cpu\\.weight( +)59", "cpu.weight 59")
                .replace("memory.limit_in_bytes", "memory.max")
                .replaceAll("cgset -r memory\\.swap\\.max=0 ps_N\n", "")
                .replaceAll("/sys/fs/cgroup/[^\n]*", "CGROUP");
    }
}
