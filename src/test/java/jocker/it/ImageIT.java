package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code init}, {@code images}, {@code commit} and {@code rm}. */
class ImageIT extends RealTest {
    @Test
    void an_image_is_all_of_its_directory() {
        box.sh(
                        "set -e; mkdir -p src/.hidden/dir src/d; cd src; echo x >.dot; echo y >a; ln a b; ln -s /etc/passwd link;"
                                + " ln -s nowhere dangling; mkfifo fifo; mknod dev c 1 3; chmod 4755 a; chmod 1777 d;"
                                + " chown 1234:5678 d; truncate -s 64M sparse; touch -d 2001-02-03 old; printf '' >'a b\\c';"
                                + " setcap cap_net_raw+ep .dot; setfattr -n user.note -v hello old; chmod 700 .")
                .ok();

        String image = box.jocker("init", "src").ok().out().strip().substring("Created: ".length());

        String list =
                " find . ! -name img.source \\( -type d -printf '%P %y %m %U %G %T+\\n' -o -printf '%P %y %m %U %G %s %n %l %T+\\n' \\) | grep -v '^ ' | sort;"
                        + ATTRIBUTES + " | grep -v '^# file: img.source'; getcap .dot;"
                        + " stat -c %i a b | uniq | wc -l; stat -c %a .";
        String source = box.sh("cd src;" + list).ok().out();
        assertEquals(
                source, box.sh("cd $JOCKER_ROOT/" + image + ";" + list).ok().out());
        assertTrue(source.contains("cap_net_raw=ep") && source.contains("user.note=\"hello\""), source);
        assertEquals(
                "0\n",
                box.sh("du -k $JOCKER_ROOT/" + image + "/sparse | cut -f1").ok().out());
        assertEquals(List.of(image + "\t\tsrc"), rows(image));
        box.sh("rm -r src").ok();
    }

    @Test
    void an_image_keeps_the_source_that_its_directory_names() {
        box.sh("mkdir src; echo debian:12 >src/img.source").ok();

        String image = box.jocker("init", "src").ok().out().strip().substring("Created: ".length());

        assertEquals(List.of(image + "\t\tdebian:12"), rows(image));
        box.sh("rm -r src").ok();
    }

    @Test
    void a_copy_that_fails_leaves_nothing() {
        box.sh("mkdir src bin; printf '#!/bin/sh\\necho no room >&2; exit 1\\n' >bin/cp; chmod +x bin/cp")
                .ok();

        TestHost.Result result = box.sh("PATH=$PWD/bin:$PATH $JOCKER init src; status=$?; rm -r src bin; exit $status");

        assertEquals(125, result.status(), result.toString());
        assertTrue(result.err().contains("exited 1: no room"), result.err());
        assertEquals(2, box.jocker("images").ok().lines().size());
    }

    @Test
    void a_commit_puts_the_containers_tree_in_the_images_place() {
        String image =
                box.jocker("init", box.rootfs().toString()).ok().out().strip().substring("Created: ".length());
        box.jocker("run", image, "echo changed >/changed").ok();

        TestHost.Result result = box.jocker("commit", box.container("echo changed >/changed"), image);

        assertEquals(
                "Removed: " + image + "\nCreated: " + image + "\n", result.ok().out());
        assertEquals("changed\n", box.jocker("run", image, "cat /changed").ok().out());
        assertEquals(List.of(image + "\t\t" + box.rootfs()), rows(image));
    }

    @Test
    void a_commit_that_fails_keeps_the_old_image() {
        String image =
                box.jocker("init", box.rootfs().toString()).ok().out().strip().substring("Created: ".length());
        box.jocker("run", image, "echo changed >/changed").ok();
        String container = box.container("echo changed >/changed");
        box.sh("mkdir bin; printf '#!/bin/sh\\n[ \"$2\" = delete ] && [ ! -e deleted ] && touch deleted && exit 9\\n"
                        + "exec %s \"$@\"\\n' $(command -v btrfs) >bin/btrfs; chmod +x bin/btrfs")
                .ok();

        TestHost.Result result = box.sh("PATH=$PWD/bin:$PATH $JOCKER commit " + container + " " + image
                + "; status=$?; rm -r bin deleted; exit $status");

        assertEquals(125, result.status(), result.toString());
        assertEquals(1, box.jocker("run", image, "test -e /changed").status(), "the old image has no /changed");
    }

    @Test
    void removed_things_are_gone_with_all_that_belongs_to_them() {
        box.jocker("run", box.image(), "true").ok();
        String image =
                box.jocker("init", box.rootfs().toString()).ok().out().strip().substring("Created: ".length());
        String container = box.container("true");

        TestHost.Result result = box.jocker("rm", container, "nosuch", image);

        assertEquals("Removed: " + container + "\nRemoved: " + image + "\n", result.out());
        assertEquals("No container named 'nosuch' exists\n", result.err());
        assertEquals(1, result.status());
        assertEquals("", box.traces());
    }

    @Test
    void tables_have_bockers_form() {
        box.jocker("run", box.image(), "echo", "a  b").ok();

        assertEquals("IMAGE_ID\t\tSOURCE", box.jocker("images").ok().lines().get(0));
        List<String> containers = box.jocker("ps").ok().lines();
        assertEquals("CONTAINER_ID\t\tCOMMAND", containers.get(0));
        assertTrue(containers.get(1).matches("ps_42[0-9]{3}\t\techo a  b"), containers.toString());
    }

    private List<String> rows(String image) {
        return box.jocker("images").ok().lines().stream()
                .filter(line -> line.startsWith(image))
                .toList();
    }
}
