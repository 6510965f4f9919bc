package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Something happens at every host command of every command, in its turn. Which they are is read off a run in which
 * nothing happens, so a new step is covered without a new case.
 */
abstract class EveryCommand extends RealTest {
    private static final String ENTER = "PATH=$PWD/stand-ins:$PATH COMMANDS=$PWD/commands ";
    private static final String PUSH = System.getProperty("user.dir") + "/src/test/sh/push-image";
    private static final String NEW_CONTAINER =
            "$JOCKER run $IMG 'echo made' >/dev/null; C=$(ls $JOCKER_ROOT | grep '^ps_')";
    private static final String NEW_IMAGE = "mkdir -p src; echo 1 >src/file; I=$($JOCKER init src | cut -d' ' -f2)";

    /**
     * One command line of jocker under test.
     *
     * @param name its name
     * @param before shell that prepares it
     * @param line the command line
     * @param whole shell that succeeds if what it works on is whole, whether the line has worked or not
     * @param after shell that puts away what is there
     */
    record Subject(String name, String before, String line, String whole, String after) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Subject> subjects() {
        String clear = "$JOCKER rm -f $C $I >/dev/null 2>&1; rm -rf src; true";
        return Stream.of(
                new Subject("run", "true", "$JOCKER run $IMG true", "true", "true"),
                new Subject("init", "mkdir src; echo 1 >src/file", "$JOCKER init src", "true", "rm -r src"),
                new Subject(
                        "commit",
                        NEW_IMAGE + "\n" + NEW_CONTAINER,
                        "$JOCKER commit $C $I",
                        "ls -d $JOCKER_ROOT/$I/file || ls -d $JOCKER_ROOT/$I/bin",
                        clear),
                new Subject(
                        "rm",
                        NEW_CONTAINER,
                        "$JOCKER rm $C",
                        "[ ! -e $JOCKER_ROOT/$C ] || [ $($JOCKER logs $C) = made ]",
                        clear),
                new Subject(
                        "pull",
                        "mkdir -p reg; printf 'version: 0.1\\nlog: {level: error}\\nstorage: {filesystem: {rootdirectory: %s}}\\n"
                                + "http: {addr: 127.0.0.1:5002}\\n' $PWD/reg >reg.yml; docker-registry serve reg.yml >/dev/null 2>&1 &"
                                + " R=$!; until (exec 3<>/dev/tcp/127.0.0.1/5002) 2>/dev/null; do sleep 0.05; done\n"
                                + "[ -e reg/docker ] || { mkdir one two; echo 1 >one/file; echo 2 >two/other; for l in one two;"
                                + " do tar -C $l -cf $l.tar .; done; " + PUSH
                                + " localhost:5002/a:1 one.tar two.tar; }",
                        "$JOCKER pull localhost:5002/a:1",
                        "for i in $(" + TestHost.MADE
                                + "); do cat $JOCKER_ROOT/$i/file $JOCKER_ROOT/$i/other || exit; done",
                        "kill $R; wait $R; " + TestHost.REMOVE_MADE),
                new Subject(
                        "exec",
                        "$JOCKER run $IMG 'sleep 1000' >/dev/null 2>&1 & until C=$(ls $JOCKER_ROOT | grep '^ps_')"
                                + " && $JOCKER exec $C true 2>/dev/null; do sleep 0.1; done",
                        "$JOCKER exec $C true",
                        "$JOCKER exec $C true",
                        clear + "\nwait"));
    }

    @BeforeEach
    void put_stand_ins() {
        String standIn = System.getProperty("user.dir") + "/src/test/sh/stand-in";
        box.sh(
                        "mkdir stand-ins; for tool in ip btrfs cgcreate cgset cgexec cgdelete unshare nsenter chroot cp umount skopeo mkdir rm;"
                                + " do ln -s " + standIn + " stand-ins/$tool; done")
                .ok();
    }

    @AfterEach
    void take_stand_ins_away() {
        box.sh("rm -rf stand-ins commands state.* reg reg.yml one one.tar two two.tar");
    }

    /** The host commands of a command, in order. */
    List<String> commands(Subject subject) {
        List<String> commands = box.sh(String.join(
                        "\n",
                        subject.before(),
                        ">commands",
                        ENTER + subject.line() + " >/dev/null || exit",
                        "cat commands",
                        subject.after()))
                .ok()
                .lines();
        assertTrue(box.jocker("prune", "--stopped").status() == 0, "what the run has made is gone");
        return commands;
    }

    /** The programs of one host command: each of a chain's up to the one that enters the tree, or the one there is. */
    static List<String> programs(String command) {
        if (!command.startsWith("cgexec ")) {
            return List.of(command.substring(0, command.indexOf(' ')));
        }
        return Stream.of("cgexec", "ip", "unshare", "nsenter", "chroot")
                .filter(program -> command.contains(program + " "))
                .toList();
    }

    /** Does it with a fault, prunes, and compares the box before and after. */
    TestHost.Result attempt(Subject subject, Map<String, String> fault, String answer) {
        Map<String, String> environment = new HashMap<>(fault);
        // What is deleted stays deleted, and what was done before a kill may stay done; prune removes a finished run.
        boolean isRun = subject.name().equals("run");
        boolean mayDiffer = subject.name().equals("rm") || (!fault.get("FAULT").equals("fail") && !isRun);
        TestHost.Result result = box.sh(
                environment,
                String.join(
                        "\n",
                        STATE,
                        subject.before(),
                        "state >state.before; >commands",
                        "{ " + ENTER + subject.line() + "; } >/dev/null 2>state.err; status=$?",
                        "unset FAULT_AT; $JOCKER prune " + (isRun ? "--stopped" : "") + " >state.cleared || exit 70",
                        "state >state.after",
                        mayDiffer ? "" : "diff state.before state.after >&2 || exit 72",
                        "(" + subject.whole() + ") >/dev/null || exit 73",
                        subject.after(),
                        answer));
        assertTrue(result.status() < 70 || result.status() > 73, "not clean after " + fault + ": " + result);
        assertEquals("", box.traces(), "left after " + subject + " with " + fault + ": " + result);
        return result;
    }

    /** What the box looks like: everything that a run touches. */
    private static final String STATE =
            "state() { ip -o link | cut -d' ' -f2; ls /run/netns; grep -v ^overlay /proc/self/mounts;"
                    + " find /sys/fs/cgroup -name 'ps_*'; ls $JOCKER_ROOT; find $JOCKER_ROOT/.jocker ! -name '*lock';"
                    + " btrfs subvolume list $JOCKER_ROOT | cut -d' ' -f9; pgrep -af \"$JOCKER_ROOT/ps_\" | grep -v pgrep | cut -d' ' -f2-; losetup -a | grep $PWD;"
                    + " for image in $JOCKER_ROOT/img_*; do cat $image/file 2>/dev/null; done; true; }";
}
