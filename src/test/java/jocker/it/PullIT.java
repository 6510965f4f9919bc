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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jocker pull}, from a real registry on the box's loopback: what it makes of an image. */
class PullIT extends RealTest {
    private static final String LAYERS = "ls $JOCKER_ROOT/.jocker/layers | wc -l";

    private LocalRegistry registry;

    @BeforeEach
    void start_a_registry() {
        registry = new LocalRegistry(box);
    }

    @AfterEach
    void stop_it() {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({"gzip,oci", "zstd,oci", "cat,oci", "gzip,v2s2"})
    void an_image_is_pulled_and_runs(String pack, String format) {
        registry.push(
                Map.of("PACK", pack, "FORMAT", format),
                "debian:12",
                registry.debian(),
                registry.layer("mkdir etc; echo hello >etc/greeting; ln -s greeting etc/link"));

        String image = pull("debian:12");

        assertEquals(
                "hello\n", box.jocker("run", image, "cat", "/etc/link").ok().out());
        assertTrue(box.jocker("images").ok().lines().contains(image + "\t\tlocalhost:5000/debian:12"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci", "v2s2"})
    void of_an_index_the_platform_is_chosen_and_attestations_are_not(String format) {
        registry.push(
                Map.of("FORMAT", format, "PLATFORMS", "linux/arm/v6 linux/arm/v7 linux/amd64 linux/arm64"),
                "many:1",
                registry.layer("echo x >x"));
        String own = box.sh("dpkg --print-architecture").ok().out().strip();

        assertEquals(own, architecture(pull("many:1")));
        assertEquals("arm", architecture(pull("--platform", "linux/arm/v7", "many:1")));
        assertEquals(
                new TestHost.Result(
                        1,
                        "",
                        "jocker: localhost:5000/many:1: there is none for linux/riscv64, only for [linux/arm/v6,"
                                + " linux/arm/v7, linux/amd64, linux/arm64]\n"),
                box.jocker("pull", "--platform", "linux/riscv64", registry.name("many:1")));
        assertEquals(
                2,
                box.jocker("pull", "--platform", "linux", registry.name("many:1"))
                        .status());
    }

    @Test
    void an_image_is_pulled_by_its_digest_and_by_bockers_two_words() {
        registry.push(Map.of(), "a:1", registry.layer("echo x >x"));
        String digest = box.sh("skopeo inspect --raw --tls-verify=false docker://localhost:5000/a:1 | sha256sum"
                        + " | cut -c1-64")
                .ok()
                .out()
                .strip();

        String image = pull("a@sha256:" + digest);

        assertTrue(box.jocker("images").ok().lines().contains(image + "\t\tlocalhost:5000/a@sha256:" + digest));
        box.jocker("pull", registry.name("a"), "1").ok();
        TestHost.Result other = box.jocker("pull", registry.name("a@sha256:" + "0".repeat(64)));
        assertEquals(1, other.status());
        assertEquals("No image named 'localhost:5000/a@sha256:" + "0".repeat(64) + "' exists\n", other.err());
    }

    @Test
    void a_layer_that_is_there_is_neither_fetched_nor_unpacked_again() {
        registry.push(Map.of(), "one:1", registry.debian(), registry.layer("echo 1 >one"));
        registry.push(Map.of(), "two:1", registry.debian(), registry.layer("echo 2 >two"));
        String one = pull("one:1");

        TestHost.Result result = box.jocker("--verbose", "pull", registry.name("two"), "1");
        String two = created(result);

        assertEquals(
                1, result.err().lines().filter(line -> line.contains("bsdtar")).count(), result.err());
        assertEquals("3\n", box.sh(LAYERS).ok().out());
        box.jocker("rm", one).ok();
        assertEquals("2\n", box.sh(LAYERS).ok().out(), "layers, one image removed");
        assertEquals("2\n", box.jocker("run", two, "cat", "/two").ok().out());
        box.jocker("rm", two).ok();
        assertEquals(
                "",
                box.sh("ls $JOCKER_ROOT/.jocker/layers; ls $JOCKER_ROOT/.jocker/blobs/sha256")
                        .out());
    }

    @Test
    void a_pull_does_not_build_on_layers_that_are_just_being_removed() {
        registry.push(Map.of(), "one:1", registry.layer("echo 1 >one"), registry.layer("echo 2 >two"));
        String image = pull("one:1");

        TestHost.Result result = box.sh("mkdir slow; printf '%s\\n' '#!/bin/sh'"
                + " 'case \"$*\" in *delete*/layers/*) touch slow/begun; sleep 3 ;; esac' \"exec $(command -v btrfs) \\\"\\$@\\\"\" >slow/btrfs;"
                + " chmod +x slow/btrfs; PATH=$PWD/slow:$PATH $JOCKER rm " + image + " >/dev/null & "
                + "until [ -e slow/begun ]; do sleep 0.05; done; $JOCKER pull localhost:5000/one:1 && wait $!; echo $?; rm -r slow; "
                + LAYERS);

        assertTrue(result.out().startsWith("Created: img_"), result.toString());
        assertTrue(result.out().endsWith("\n0\n2\n"), result.toString());
    }

    @Test
    void images_on_one_base_are_pulled_at_the_same_moment() {
        List<String> tags = List.of("1", "2", "3", "4", "5", "6");
        for (String tag : tags) {
            registry.push(Map.of(), "base:" + tag, registry.debian(), registry.layer("echo " + tag + " >tag"));
        }

        TestHost.Result result = box.sh("for t in " + String.join(" ", tags)
                + "; do $JOCKER pull localhost:5000/base:$t & pids=\"$pids $!\"; done;"
                + " for p in $pids; do wait $p || exit 9; done;"
                + " cat $JOCKER_ROOT/img_*/tag | sort | tr -d '\\n'; " + LAYERS);

        assertTrue(result.ok().out().endsWith("1234567\n"), result.toString());
    }

    @Test
    void an_image_that_is_run_without_a_command_runs_its_own_as_it_wants_it() {
        registry.push(
                Map.of(
                        "CONFIG",
                        "{\"Entrypoint\":[\"sh\",\"-c\",\"echo $COLOUR $HOME-$LEAK-${0}; pwd; id -u; id -G\"],\"Cmd\":[\"own\"],"
                                + "\"Env\":[\"COLOUR=it's  green\",\"PATH=/usr/bin\",\"odd.name=1\"],\"WorkingDir\":\"/srv/new\",\"User\":\"app\"}"),
                "own:1",
                registry.debian(),
                registry.layer("mkdir -p etc srv/new; echo app:x:1000:100::/home/app:/bin/sh >etc/passwd;"
                        + " printf 'users:x:100:\\nextra:x:2000:app,b\\n' >etc/group"));
        String image = pull("own:1");
        String run = "LEAK=leak $JOCKER run ";

        assertEquals(
                "it's green /home/app--own\n/srv/new\n1000\n100 2000\n",
                box.sh(run + image).ok().out());
        assertEquals(
                "red /home/app-leak-own\n/etc\n7\n8\n",
                box.sh(run + "-e COLOUR=red -e LEAK -w /etc -u 7:8 -e HOME=/home/app " + image)
                        .ok()
                        .out());
        assertEquals(
                "1\n",
                box.sh(run + "--entrypoint printenv " + image + " odd.name")
                        .ok()
                        .out());
        assertEquals(
                "mine leak 0\n",
                box.sh(run + image + " 'echo mine $LEAK $(id -u)'").ok().out());
        assertEquals(
                "set 7 /etc\n",
                box.sh(run + "-e A=set -u 7 -w /etc " + image + " 'echo $A $(id -u) $PWD'")
                        .ok()
                        .out());
        assertEquals(
                "125 jocker: '" + image + "' has no user 'nosuch'\n",
                box.sh(run + "-u nosuch " + image + " 2>&1 >/dev/null | sed \"s/^/125 /\"")
                        .out());
    }

    @Test
    void an_image_without_a_command_needs_one() {
        TestHost.Result none = box.jocker("run", box.image());

        assertEquals(125, none.status());
        assertTrue(none.err().contains("has no command of its own"), none.err());
    }

    @Test
    void a_terminal_shows_a_line_a_layer_and_a_pipe_or_quiet_nothing() {
        registry.push(Map.of(), "two:1", registry.layer("echo 1 >one"), registry.layer("echo 2 >two"));

        String first = box.sh("script -qec \"$JOCKER pull localhost:5000/two:1\" /dev/null")
                .ok()
                .out();
        String again = box.sh("script -qec \"$JOCKER pull localhost:5000/two:1\" /dev/null")
                .ok()
                .out();
        String quiet = box.sh("script -qec \"$JOCKER pull -q localhost:5000/two:1\" /dev/null")
                .ok()
                .out();

        assertEquals(
                2, first.lines().filter(it -> it.endsWith(": Pull complete")).count(), first);
        assertEquals(
                2, again.lines().filter(it -> it.endsWith(": Already exists")).count(), again);
        assertTrue(quiet.matches("Created: img_[0-9]+\\s+"), quiet);
        assertEquals("", box.jocker("pull", registry.name("two:1")).ok().err());
    }

    @Test
    void a_dry_run_shows_the_steps_and_changes_nothing() {
        registry.push(Map.of(), "a:1", registry.layer("echo x >x"));

        TestHost.Result result = box.jocker("--dry-run", "pull", registry.name("a:1"));

        String all = result.ok().out();
        assertTrue(all.contains("skopeo copy ") && all.contains("bsdtar ") && all.contains("btrfs subvolume "), all);
        assertEquals("", box.traces());
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
        TestHost.Result result = box.jocker("pull", registry.name(name));

        assertEquals(new TestHost.Result(1, "", message + "\n"), result);
    }

    static Stream<Arguments> refused() {
        String path = "mkdir work/path; for t in $(ls /usr/bin /usr/sbin | grep -v -x skopeo);"
                + " do ln -sf $(command -v $t) work/path/; done; PATH=$PWD/work/path ";
        return Stream.of(
                Arguments.of("", "localhost:5001/x", "connection refused"),
                Arguments.of("", "nosuch.invalid/x", "nosuch.invalid"),
                Arguments.of("", "192.0.2.1:5000/x", "server gave HTTP response to HTTPS client"),
                Arguments.of("", "192.0.2.1:5443/x", "certificate"),
                Arguments.of("", "localhost:5443/private:1", "authentication required"),
                Arguments.of(path, "localhost:5000/x", "needs 'skopeo'"),
                Arguments.of("", "--platform linux/mips localhost:5000/one:1", "is for linux/"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_cannot_be_pulled_gets_one_clear_line(String before, String name, String reason) {
        registry.push(Map.of(), "one:1", registry.layer("echo x >x"));
        try (LocalRegistry secret = secret()) {
            TestHost.Result result = box.sh(before + "$JOCKER pull --patience 3 " + name);

            assertEquals(1, result.status(), result.toString());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.err().contains(reason), result.err());
            assertEquals("", box.traces());
        }
    }

    @Test
    void an_image_that_has_no_room_gets_one_clear_line_and_leaves_nothing() {
        registry.push(Map.of("PACK", "cat"), "large:1", registry.layer("head -c 200M /dev/urandom >x"));
        registry.push(Map.of(), "larger:1", registry.layer("head -c 400M /dev/zero >x"));

        TestHost.Result result =
                box.sh("mkdir small; truncate -s 256M small.img; mkfs.btrfs -q small.img >/dev/null 2>&1;"
                        + " mount -o loop small.img small; for i in large larger; do"
                        + " JOCKER_ROOT=$PWD/small $JOCKER pull localhost:5000/$i:1; echo $?; done; ls small;"
                        + " find small/.jocker -mindepth 2 ! -path '*/blobs/*'; umount small; rm -r small small.img");

        assertEquals("1\n1\n", result.out(), result.toString());
        List<String> lines = result.err().lines().toList();
        assertEquals(2, lines.size(), result.toString());
        assertTrue(lines.get(0).contains("no room for localhost:5000/large:1"), result.toString());
        assertTrue(lines.get(1).contains("no room for the layer"), result.toString());
    }

    @Test
    void a_record_of_an_image_that_bocker_has_replaced_does_not_count() {
        registry.push(Map.of("CONFIG", "{\"Cmd\":[\"echo\",\"old\"]}"), "a:1", registry.debian());
        String image = pull("a:1");

        TestHost.Result result = box.sh("I=$JOCKER_ROOT/" + image + "; btrfs subvolume delete $I >/dev/null;"
                + " btrfs subvolume snapshot $JOCKER_ROOT/$IMG $I >/dev/null; $JOCKER run " + image
                + "; echo $?; $JOCKER prune | grep -c layer");

        assertTrue(result.out().startsWith("125\n"), result.toString());
        assertEquals("125\n1\n", result.out(), "the layer is cleared: " + result);
        assertTrue(result.err().contains("has no command of its own"), result.toString());
    }

    @Test
    void a_registry_without_a_certificate_can_be_named() {
        registry.push(Map.of(), "one:1", registry.layer("echo x >x"));

        box.jocker("pull", "--insecure", "192.0.2.1:5000", "192.0.2.1:5000/one:1")
                .ok();
    }

    @Test
    void a_password_is_found_where_the_calling_user_keeps_it() {
        try (LocalRegistry secret = secret()) {
            secret.push(Map.of("CREDS", "tester:secret"), "private:1", registry.layer("echo x >x"));
            String auth = "{\"auths\":{\"localhost:5443\":{\"auth\":\"%s\"}}}";
            String right = auth.formatted("dGVzdGVyOnNlY3JldA=="); // tester:secret
            String wrong = auth.formatted("dGVzdGVyOndyb25n"); // tester:wrong
            box.sh(
                            "echo '" + right + "' >work/right; echo '" + wrong + "' >work/wrong;"
                                    + " mkdir -p work/home/.docker work/bin; cp work/right work/home/.docker/config.json;"
                                    + " printf '#!/bin/sh\\necho caller:x:4711:4711::'$PWD'/work/home:/bin/sh\\n' >work/bin/getent; chmod +x work/bin/getent")
                    .ok();
            String pull = "$JOCKER pull localhost:5443/private:1";

            TestHost.Result refused = box.sh("REGISTRY_AUTH_FILE=work/wrong " + pull);

            assertEquals(1, refused.status());
            assertTrue(refused.err().contains("unauthorized") || refused.err().contains("authentication required"));
            assertEquals(1, refused.err().lines().count(), refused.err());
            box.sh("REGISTRY_AUTH_FILE=work/right " + pull).ok();
            box.sh("SUDO_UID=4711 PATH=$PWD/work/bin:$PATH " + pull).ok();
            assertEquals(1, box.sh(pull).status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"credsStore\":\"fake\"}", "{\"credHelpers\":{\"localhost:5443\":\"fake\"}}"})
    void a_password_that_a_helper_keeps_is_asked_for_as_the_calling_user(String config) {
        try (LocalRegistry secret = secret()) {
            secret.push(Map.of("CREDS", "tester:secret"), "private:1", registry.layer("echo x >x"));
            String caller = box.sh("mktemp -d").ok().out().strip();
            box.sh("cd " + caller + "; mkdir -p .docker bin; chmod 755 .; echo '" + config
                            + "' >.docker/config.json; printf '#!/bin/sh\\necho caller:x:4711:4711::'$PWD':/bin/sh\\n'"
                            + " >bin/getent; printf '#!/bin/sh\\nread server; echo \"$1 $server $(id -u) $HOME\" >&2;"
                            + " [ \"$server $(id -u)\" = \"localhost:5443 4711\" ] && echo \"{\\\\\"Username\\\\\":\\\\\"tester\\\\\",\\\\\"Secret\\\\\":\\\\\"secret\\\\\"}\"\\n'"
                            + " >bin/docker-credential-fake; chmod +x bin/*")
                    .ok();

            TestHost.Result result = box.sh("SUDO_UID=4711 PATH=" + caller
                    + "/bin:$PATH $JOCKER pull localhost:5443/private:1; status=$?; rm -r " + caller
                    + "; exit $status");

            assertEquals("", result.ok().err());
            assertEquals("", box.sh("ls $JOCKER_ROOT/.jocker/staging").ok().out(), "what the helper has told is gone");
        }
    }

    /** A registry that wants a password, with a certificate that nobody trusts. */
    private LocalRegistry secret() {
        box.sh(
                        "mkdir -p registry; openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
                                + " -addext subjectAltName=DNS:localhost,IP:192.0.2.1 -keyout registry/key -out registry/cert 2>/dev/null;"
                                + " echo 'tester:$2y$04$5BQQrjrejFHtHeY0QemAoeQGR3kaIMx5VVwD.Y9IQGHefsR8ynbsW' >registry/htpasswd")
                .ok();
        return new LocalRegistry(
                box,
                5443,
                "  tls: {certificate: " + box.directory() + "/registry/cert, key: " + box.directory()
                        + "/registry/key}\nauth: {htpasswd: {realm: test, path: " + box.directory()
                        + "/registry/htpasswd}}");
    }

    private String architecture(String image) {
        return box.sh("grep -o 'architecture[^,]*' $JOCKER_ROOT/.jocker/images/" + image
                        + " | grep -o '[a-z0-9]*\"$' | tr -d '\"'")
                .ok()
                .out()
                .strip();
    }

    private String pull(String name) {
        return created(box.jocker("pull", registry.name(name)));
    }

    private String pull(String option, String value, String name) {
        return created(box.jocker("pull", option, value, registry.name(name)));
    }

    private static String created(TestHost.Result result) {
        return result.ok().out().strip().substring("Created: ".length());
    }
}
