package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jocker pull}, from a real registry on the box's loopback. */
class PullIT extends RealTest {
    private static final String HOST = "localhost:5000";

    private Process registry;

    @BeforeEach
    void start_a_registry() {
        box.sh(
                        "mkdir registry; printf 'version: 0.1\\nlog: {level: error}\\nstorage: {filesystem: {rootdirectory: %s}}\\n"
                                + "http: {addr: 127.0.0.1:5000}\\n' $PWD/registry >registry/config.yml")
                .ok();
        registry = box.startShell("exec docker-registry serve registry/config.yml >registry/log 2>&1");
        Box.await(
                "the registry answers",
                () -> box.sh("exec 3<>/dev/tcp/127.0.0.1/5000").status() == 0);
    }

    @AfterEach
    void stop_it() throws Exception {
        registry.destroy();
        registry.waitFor();
        // What was fetched stays for the next pull to go on with, until it is pruned.
        box.sh(
                        "rm -rf registry work; $JOCKER rm $($JOCKER images | grep -o '^img_[0-9]*' | grep -v $IMG) >/dev/null 2>&1;"
                                + " $JOCKER prune >/dev/null")
                .ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "cat"})
    void an_image_is_pulled_and_runs(String pack) {
        push(
                Map.of("PACK", pack),
                "debian:12",
                debian(),
                layer("mkdir etc; echo hello >etc/greeting; ln -s greeting etc/link"));

        String image = pull(HOST + "/debian:12");

        assertEquals(
                "hello\n", box.jocker("run", image, "cat", "/etc/link").ok().out());
        assertTrue(box.jocker("images").ok().lines().contains(image + "\t\t" + HOST + "/debian:12"));
    }

    @Test
    void a_layer_that_is_there_is_neither_fetched_nor_unpacked_again() {
        push(Map.of(), "one:1", debian(), layer("echo 1 >one"));
        push(Map.of(), "two:1", debian(), layer("echo 2 >two"));
        String one = pull(HOST + "/one:1");

        Box.Result result = box.jocker("--verbose", "pull", HOST + "/two", "1");
        String two = result.ok().out().strip().substring("Created: ".length());

        assertEquals(
                1, result.err().lines().filter(line -> line.contains("bsdtar")).count(), result.err());
        assertEquals(
                "3\n", box.sh("ls $JOCKER_ROOT/.jocker/layers | wc -l").ok().out());
        box.jocker("rm", one).ok();
        assertEquals(
                "2\n", box.sh("ls $JOCKER_ROOT/.jocker/layers | wc -l").ok().out(), "layers, one image removed");
        assertEquals("2\n", box.jocker("run", two, "cat", "/two").ok().out());
        box.jocker("rm", two).ok();
        assertEquals(
                "",
                box.sh("ls $JOCKER_ROOT/.jocker/layers; ls $JOCKER_ROOT/.jocker/blobs/sha256")
                        .out());
    }

    @Test
    void whiteouts_take_away_and_links_are_followed_inside() {
        push(
                Map.of(),
                "white:1",
                layer(
                        "mkdir -p usr/bin d/sub plain; ln -s usr/bin bin; ln -s /etc turned; echo 1 >d/one; echo 2 >d/sub/two; echo x >plain/gone; echo y >plain/stays"),
                layer(
                        "mkdir -p bin d; echo tool >bin/tool; touch d/.wh..wh..opq; echo 3 >d/three; mkdir plain; touch plain/.wh.gone",
                        "bin/tool d/.wh..wh..opq d/three plain/.wh.gone"),
                layer("mkdir turned; echo t >turned/file"));

        String image = pull(HOST + "/white:1");

        assertEquals(
                "bin -> usr/bin\nd\nd/three\nplain\nplain/stays\nturned\nturned/file\nusr\nusr/bin\nusr/bin/tool\n",
                box.sh(
                                "cd $JOCKER_ROOT/" + image
                                        + "; find . -mindepth 1 ! -name img.source \\( -type l -printf '%P -> %l\\n' -o -printf '%P\\n' \\) | sort")
                        .ok()
                        .out());
    }

    @Test
    void the_result_is_the_image_entry_by_entry() {
        String layer = layer(
                "echo x >a; ln a b; ln -s ../../outside c; mkfifo fifo; mknod null c 1 3; truncate -s 64M sparse; chmod 4755 a;"
                        + " mkdir -m 1777 tmp; chown 1234:5678 tmp; echo x >$(printf 'n%.0s' $(seq 200)); echo x >$'\\343\\201\\202 b'; touch -d 2001-02-03 old;"
                        + " setcap cap_net_raw+ep old; setfattr -n user.note -v hello old");
        push(Map.of(), "hard:1", layer);

        String image = pull(HOST + "/hard:1");

        String list =
                "find . -mindepth 1 ! -name img.source \\( -type d -printf '%P %y %m %U %G\\n' -o -printf '%P %y %m %U %G %s %n %l %T+\\n' \\) | sort;"
                        + " getfattr -R -d -m - . 2>/dev/null; stat -c '%t %T' null; [ $(stat -c %b sparse) -lt 100 ] && echo sparse";
        assertEquals(
                box.sh("mkdir work/again; tar --xattrs --xattrs-include='*' -C work/again -xpf " + layer
                                + "; cd work/again; " + list)
                        .ok()
                        .out(),
                box.sh("cd $JOCKER_ROOT/" + image + "; " + list).ok().out());
    }

    static Stream<Arguments> malicious() {
        return Stream.of(
                Arguments.of(
                        "a link, then a file through it", "ln -s $PWD/canaries out", "mkdir out; echo bad >out/canary"),
                Arguments.of(
                        "a climbing link, then a file through it",
                        "ln -s ../../../../../../../../../..$PWD/canaries out",
                        "mkdir out; echo bad >out/canary"),
                Arguments.of("a whiteout through a link", "ln -s $PWD/canaries out", "mkdir out; touch out/.wh.canary"),
                Arguments.of(
                        "an opaque directory through a link",
                        "ln -s $PWD/canaries out",
                        "mkdir out; touch out/.wh..wh..opq"),
                Arguments.of("the parent taken away", "true", "touch .wh..."),
                Arguments.of("the directory itself taken away", "true", "touch .wh.."),
                Arguments.of("nothing taken away", "true", "touch .wh."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malicious")
    void a_malicious_layer_does_not_reach_out(String what, String first, String second) {
        box.sh("mkdir -p work/canaries; echo sings >work/canaries/canary").ok();
        String members = second.contains("mkdir out") ? second.replaceAll("(?s).*(out/[^ ]+)$", "$1") : ".";
        push(Map.of(), "bad:1", layer(first.replace("$PWD", "$OLDPWD/work")), layer(second, members));

        Box.Result result = box.jocker("pull", HOST + "/bad:1");

        assertEquals(
                "canary\nsings\n",
                box.sh("cd work/canaries; ls -A; cat canary").ok().out(),
                what);
        assertTrue(result.status() == 0 || result.err().lines().count() == 1, result.toString());
    }

    @Test
    void a_climbing_member_and_a_hard_link_to_the_outside_stay_inside() {
        box.sh(
                        "mkdir -p work/canaries; echo sings >work/canaries/canary; cd work; echo bad >evil;"
                                + " tar -P --transform 's,^evil$,../../../../../../../../../../../..'$PWD'/canaries/canary,' -cf climb.tar evil;"
                                + " tar -P -cf absolute.tar --transform \"s,^evil$,$PWD/canaries/canary,\" evil;"
                                + " ln canaries/canary hard; tar -P --transform \"s,^canaries,$PWD/canaries,\" -cf hard.tar canaries/canary hard; rm hard")
                .ok();
        for (String tar : List.of("climb", "absolute", "hard")) {
            push(Map.of(), tar + ":1", "work/" + tar + ".tar");

            Box.Result result = box.jocker("pull", HOST + "/" + tar + ":1");

            assertEquals("sings\n", box.sh("cat work/canaries/canary").ok().out(), tar + ": " + result);
            assertEquals("1\n", box.sh("stat -c %h work/canaries/canary").ok().out(), tar + ": " + result);
        }
    }

    @Test
    void a_layer_that_is_not_what_the_image_says_is_refused_and_leaves_nothing() {
        push(Map.of("FORGE", "1"), "forged:1", layer("echo x >x"));

        Box.Result result = box.jocker("pull", HOST + "/forged:1");

        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains("is not what the image says"), result.err());
        assertTrue(result.status() != 0);
        box.jocker("prune").ok();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("nosuch:1", "No image named 'localhost:5000/nosuch:1' exists"),
                Arguments.of("debian:nosuch", "No image named 'localhost:5000/debian:nosuch' exists"),
                Arguments.of("UPPER", "No image named 'localhost:5000/UPPER' exists"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrong_names_get_one_clear_line(String name, String message) {
        Box.Result result = box.jocker("pull", HOST + "/" + name);

        assertEquals(new Box.Result(1, "", message + "\n"), result);
    }

    @Test
    void a_registry_that_does_not_answer_gets_one_clear_line() {
        Box.Result result = box.jocker("pull", "localhost:5001/x");

        assertEquals(1, result.status(), result.toString());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains("connection refused"), result.err());
    }

    @Test
    void an_image_that_is_run_without_a_command_runs_its_own() {
        push(Map.of("CONFIG", "{\"Entrypoint\":[\"echo\"],\"Cmd\":[\"its own\"]}"), "own:1", debian());

        String image = pull(HOST + "/own:1");

        assertEquals("its own\n", box.jocker("run", image).ok().out());
        assertEquals("mine\n", box.jocker("run", image, "echo mine").ok().out());
        Box.Result none = box.jocker("run", box.image());
        assertEquals(125, none.status());
        assertTrue(none.err().contains("has no command of its own"), none.err());
    }

    private String pull(String name) {
        return box.jocker("pull", name).ok().out().strip().substring("Created: ".length());
    }

    private void push(Map<String, String> environment, String name, String... layers) {
        box.sh(
                        environment,
                        System.getProperty("user.dir") + "/src/test/sh/push-image " + HOST + "/" + name + " "
                                + String.join(" ", layers))
                .ok();
    }

    /** A layer with as much of a Debian as a shell needs. */
    private String debian() {
        box.sh("mkdir -p work; tar=$PWD/work/debian.tar; cd " + box.rootfs()
                        + "; programs='usr/bin/sh usr/bin/dash usr/bin/mount"
                        + " usr/bin/cat usr/bin/echo usr/bin/true'; libraries=$(chroot . ldd $(printf '/%s ' $programs) | grep -o '/lib[^ ]*' | sort -u);"
                        + " [ -e $tar ] || tar --no-recursion -chf $tar.files $(for l in $libraries; do echo ${l#/}; done);"
                        + " [ -e $tar ] || { mkdir $tar.d; tar -C $tar.d -xf $tar.files; tar -cf - bin $programs | tar -C $tar.d -xf -;"
                        + " mkdir -p $tar.d/etc $tar.d/proc; tar -C $tar.d -cf $tar .; rm -r $tar.d $tar.files; }")
                .ok();
        return "work/debian.tar";
    }

    /** A layer with what a script makes in an empty directory. */
    private String layer(String script) {
        return layer(script, ".");
    }

    /** A layer with some of what a script makes. */
    private String layer(String script, String members) {
        return box.sh("set -e; mkdir -p work; OLD=$PWD; d=$(mktemp -d -p $PWD/work); cd $d; OLDPWD=$OLD; " + script
                        + "; cd $d;" + " tar --xattrs --xattrs-include='*' --sparse -cf $d.tar " + members
                        + "; rm -rf $d; echo $d.tar")
                .ok()
                .out()
                .strip();
    }
}
