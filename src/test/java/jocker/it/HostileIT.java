package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images and containers that mean ill. A canary outside must neither be read nor changed. */
class HostileIT extends RealTest {
    private static final String CANARY = "the canary sings";

    /** What a container puts in the place of one of its own files. */
    private static final String REPLACEMENTS = "ln -s $PWD/canary {}|mkfifo {}|mknod {} c 1 5|mkdir {}|rm -f {}|"
            + "truncate -s 1T {}|printf '\\033[31mforged\\n' >{}|mknod {} b 7 0";

    @BeforeEach
    void put_a_canary() {
        box.sh("echo '" + CANARY + "' >canary").ok();
    }

    @AfterEach
    void the_canary_is_as_it_was() {
        assertEquals(CANARY + "\n", box.sh("cat canary; rm canary").ok().out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ln -s $PWD/canary etc/resolv.conf",
                "ln -s ../../../canary etc/resolv.conf",
                "mkfifo etc/resolv.conf",
                "mknod etc/resolv.conf c 1 5"
            })
    void what_an_image_puts_in_the_place_of_resolv_conf_is_replaced(String trick) {
        String image = image("rm -f etc/resolv.conf; " + trick);

        assertEquals(
                "nameserver 8.8.8.8\n",
                box.jocker("run", image, "cat", "/etc/resolv.conf").ok().out());
    }

    @Test
    void an_image_whose_etc_leads_out_of_it_is_not_run() {
        String image = image("mkdir -p $OLDPWD/elsewhere; mv etc etc.old; ln -s $OLDPWD/elsewhere etc");

        TestHost.Result result = box.jocker("run", image, "true");

        assertEquals(125, result.status(), result.toString());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains("etc/resolv.conf"), result.err());
        assertEquals("", box.sh("ls elsewhere; rmdir elsewhere").ok().out());
        assertEquals(List.of(), box.containers());
    }

    @Test
    void the_sources_of_images_do_not_lead_out_of_them_nor_reach_the_terminal_raw() {
        for (String trick : REPLACEMENTS.split("\\|")) {
            String image = image("rm -f img.source; " + trick.replace("{}", "img.source"));

            TestHost.Result result = box.jocker("images");

            assertTrue(!result.ok().out().contains(CANARY), trick + ": " + result);
            assertTrue(!result.out().contains("\u001b"), trick + ": " + result);
            assertTrue(result.out().length() < 200_000, trick + " shows too much");
            box.jocker("rm", image).ok();
        }
    }

    @Test
    void a_container_that_replaces_its_own_files_fools_nobody() {
        for (String trick : REPLACEMENTS.split("\\|")) {
            for (String file : List.of("log", "cmd")) {
                String command = "echo said; f=$(ls -d /ps_*." + file + "); rm -f $f; "
                        + trick.replace("{}", "$f")
                                .replace("$PWD", box.directory().toString());
                box.jocker("run", box.image(), command).ok();
                String container = box.container(command.replace("\u001b", "\\x1b"));

                assertEquals("said\n", box.jocker("logs", container).ok().out(), trick);
                assertTrue(!box.jocker("ps").ok().out().contains(CANARY), trick);
                box.jocker("rm", container).ok();
            }
        }
    }

    @Test
    void a_container_without_records_is_looked_at_with_the_same_care() {
        for (String trick : REPLACEMENTS.split("\\|")) {
            String command = "for f in $(ls -d /ps_*.log /ps_*.cmd); do rm -f $f; "
                    + trick.replace("{}", "$f").replace("$PWD", box.directory().toString()) + "; done";
            box.jocker("run", box.image(), command).ok();
            String container = box.containers().get(0);
            box.sh("rm $JOCKER_ROOT/.jocker/*/" + container).ok();

            TestHost.Result ps = box.jocker("ps");
            TestHost.Result logs = box.sh("timeout 10 $JOCKER logs " + container + " | head -c 100 | tr -d '\\0'");

            assertTrue(!ps.ok().out().contains(CANARY) && !ps.out().contains("\u001b"), trick + ": " + ps);
            assertTrue(!logs.ok().out().contains(CANARY), trick + ": " + logs);
            box.jocker("rm", container).ok();
        }
    }

    @Test
    void a_commit_of_a_container_that_has_replaced_its_files_reads_nothing_outside() {
        String image = image("true");
        box.jocker(
                        "run",
                        image,
                        "rm /ps_*.log; ln -s " + box.directory()
                                + "/canary $(ls /ps_*.cmd | sed s/cmd$/log/); echo made >/made")
                .ok();

        box.jocker("commit", box.containers().get(0), image).ok();

        assertEquals("made\n", box.jocker("run", image, "cat", "/made").ok().out());
    }

    @Test
    void subvolumes_inside_a_container_go_with_it() {
        String container = run("true");
        box.sh("cd $JOCKER_ROOT/" + container + "; btrfs subvolume create a; btrfs subvolume create a/b;"
                        + " btrfs subvolume create \"$(printf 'c\\nd')\"; touch a/b/file")
                .ok();

        assertEquals(
                "Removed: " + container + "\n", box.jocker("rm", container).ok().out());
        assertEquals(
                "1\n", box.sh("btrfs subvolume list $JOCKER_ROOT | wc -l").ok().out(), "subvolumes that are left");
    }

    @Test
    void a_subvolume_that_passes_itself_off_as_inside_another_keeps_its_place() {
        String container = run("true");
        box.sh("cd $JOCKER_ROOT; own=$(btrfs inspect-internal rootid " + container + ");"
                        + " other=$(btrfs inspect-internal rootid $IMG); cd " + container
                        + "; btrfs subvolume create \"$(printf 'x\\nID %s gen 1 top level %s path y' $other $own)\"")
                .ok();

        TestHost.Result result = box.jocker("rm", container);

        assertEquals(125, result.status(), result.toString());
        assertTrue(result.err().contains("made to deceive"), result.err());
        assertEquals(0, box.jocker("run", box.image(), "true").status(), "the image is still there");
        box.sh("btrfs subvolume delete $JOCKER_ROOT/" + container + "/x*").ok();
    }

    @Test
    void what_a_snapshot_would_show_empty_is_neither_run_nor_committed() {
        String image = image("true");
        String container = run("true");
        box.sh("btrfs subvolume create $JOCKER_ROOT/" + container + "/data; btrfs subvolume create $JOCKER_ROOT/"
                        + image + "/data")
                .ok();

        for (TestHost.Result result :
                List.of(box.jocker("run", image, "true"), box.jocker("commit", container, image))) {
            assertTrue(result.status() == 125 || result.status() == 1, result.toString());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.err().contains("has subvolumes inside"), result.err());
        }
        assertEquals("Removed: " + image + "\n", box.jocker("rm", image).ok().out());
    }

    /** An image of the usual Debian on which something is done first, at its root. */
    private String image(String trick) {
        return box.sh("set -e; for n in $(seq 42002 42254); do id=img_$n; [ -e $JOCKER_ROOT/$id ] || break; done;"
                        + " btrfs subvolume snapshot $JOCKER_ROOT/$IMG $JOCKER_ROOT/$id >/dev/null; old=$PWD;"
                        + " cd $JOCKER_ROOT/$id; OLDPWD=$old; (" + trick.replace("$PWD", "$OLDPWD") + "); echo $id")
                .ok()
                .out()
                .strip();
    }

    private String run(String command) {
        List<String> before = box.containers();
        box.jocker("run", box.image(), command).ok();
        return box.containers().stream()
                .filter(id -> !before.contains(id))
                .findFirst()
                .orElseThrow();
    }
}
