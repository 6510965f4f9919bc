package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers that mean harm, and layers that are hard to unpack right. */
class LayerIT extends RealTest {
    private static final Map<Character, Byte> TYPES = Map.of(
            'f', TarConstants.LF_NORMAL,
            'd', TarConstants.LF_DIR,
            'l', TarConstants.LF_SYMLINK,
            'h', TarConstants.LF_LINK,
            'p', TarConstants.LF_FIFO,
            'c', TarConstants.LF_CHR,
            'b', TarConstants.LF_BLK);

    /** Every entry of a tree: type, mode, owner, size, links, target and, but for directories, time; and attributes. */
    private static final String LIST =
            "{ find . -mindepth 1 ! -name img.source \\( -type d -printf '%P %y %m %U %G\\n' -o -printf '%P %y %m %U %G %s %n %l %T+\\n' \\) | sort;"
                    + ATTRIBUTES + "; find . -type c -exec stat -c '%n %t %T' {} +; }";

    private LocalRegistry registry;

    @BeforeEach
    void start_a_registry() {
        registry = new LocalRegistry(box);
    }

    @AfterEach
    void stop_it() {
        registry.close();
    }

    /**
     * An image that means harm. Its members are written as a type, as find(1) has them, a name and, for links, a target;
     * CANARY is the directory that must stay as it is, and UP climbs to it.
     */
    record Harm(String what, List<List<String>> layers) {
        static Harm of(String what, String... layers) {
            return new Harm(
                    what,
                    Stream.of(layers)
                            .map(layer -> Stream.of(layer.split("; "))
                                    .filter(it -> !it.isEmpty())
                                    .toList())
                            .toList());
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Harm> harm() {
        return Stream.of(
                Harm.of("a link, then a file through it", "l out CANARY", "f out/canary"),
                Harm.of("both in one layer", "l out CANARY; f out/canary"),
                Harm.of("a climbing link", "l out UP", "f out/canary"),
                Harm.of("a chain of links", "l a CANARY; l b a; l c b", "f c/canary"),
                Harm.of("a link to a link's parent", "l a CANARY; l b a/..", "f b/canaries/canary"),
                Harm.of("a loop of links", "l a b; l b a", "f a/canary"),
                Harm.of("a link in the place of a directory", "d out; f out/x", "l out CANARY", "f out/canary"),
                Harm.of("that in one layer", "d out; f out/x; l out CANARY; f out/canary"),
                Harm.of("a link that becomes a directory", "l out CANARY", "d out; f out/canary"),
                Harm.of("a file in the place of a link to a file", "l x CANARY/canary", "f x"),
                Harm.of("that in one layer", "l x CANARY/canary; f x"),
                Harm.of("a climbing member", "f ../../../../../../../../../../../../CANARY/canary"),
                Harm.of("a member that climbs half-way", "d a; f a/../../../../../../../../../../UP/canary"),
                Harm.of("an absolute member", "f CANARY/canary"),
                Harm.of("a hard link to the outside, then a write", "h x CANARY/canary; f x"),
                Harm.of("a climbing hard link", "h x UP/canary; f x"),
                Harm.of("a hard link through a link", "l out CANARY; h x out/canary; f x"),
                Harm.of("a hard link to a link", "l out CANARY/canary; h x out; f x"),
                Harm.of("a whiteout through a link", "l out CANARY", "f out/.wh.canary"),
                Harm.of("an opaque directory through a link", "l out CANARY", "f out/.wh..wh..opq"),
                Harm.of("a whiteout through a chain", "l a UP; l b a", "f b/.wh.canary"),
                Harm.of("an absolute whiteout", "f CANARY/.wh.canary"),
                Harm.of("a climbing whiteout", "f UP/.wh.canary"),
                Harm.of("the parent taken away", "d a", "f a/.wh..."),
                Harm.of("the parent of the root taken away", "f .wh..."),
                Harm.of("the directory itself taken away", "d a", "f a/.wh.."),
                Harm.of("the root itself taken away", "f .wh.."),
                Harm.of("nothing taken away", "f .wh."),
                Harm.of(
                        "a whiteout that is a directory with something in it",
                        "d out; f out/x",
                        "d .wh.out; f .wh.out/x"),
                Harm.of("a whiteout that is a link", "l out CANARY", "l out/.wh.canary CANARY/canary"),
                Harm.of("a root that is a link", "l . CANARY; f canary"),
                Harm.of("a root that is a file", "f ."),
                Harm.of("a root by its absolute name that is a link", "l / CANARY; f canary"),
                Harm.of("a parent that is a link", "l .. CANARY; f canary"),
                Harm.of("a link in the place of etc", "l etc CANARY", "f etc/canary; f etc/ld.so.preload"),
                Harm.of("a device", "b disk; c tty; f disk/x"),
                Harm.of("a fifo, then a write", "p x; f x"),
                Harm.of("a file, then something below it", "f x; f x/y"),
                Harm.of("the image's own note", "l img.source CANARY/canary"));
    }

    @ParameterizedTest
    @MethodSource("harm")
    void a_layer_that_means_harm_does_not_reach_out(Harm harm) throws IOException {
        String watch =
                "cd work/canaries; find . -printf '%p %y %m %s %n %T+ %C+\\n' | sort; cat canary; cd /; ls -A $JOCKER_ROOT/..";
        box.sh("mkdir -p work/canaries; echo sings >work/canaries/canary").ok();
        String[] layers = new String[harm.layers().size()];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = archive("harm" + i, harm.layers().get(i));
        }
        registry.push(Map.of(), "harm:1", layers);
        String before = box.sh(watch).ok().out();

        TestHost.Result result = box.jocker("pull", registry.name("harm:1"));

        assertEquals(before, box.sh(watch).ok().out(), result.toString());
        assertTrue(result.status() == 0 || result.err().lines().count() == 1, result.toString());
        assertTrue(result.status() != 0 || result.err().isEmpty(), result.toString());
        assertEquals("", box.sh("ls -A $JOCKER_ROOT/.jocker/staging").ok().out(), result.toString());
    }

    private String archive(String name, List<String> members) throws IOException {
        String canary = box.directory().resolve("work/canaries").toString();
        Path file = box.directory().resolve("work").resolve(name + ".tar");
        try (TarArchiveOutputStream archive = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (String member : members) {
                String[] words = member.replace("CANARY", canary)
                        .replace("UP", "../../../../../../../../../../../.." + canary)
                        .split(" ");
                byte type = TYPES.get(words[0].charAt(0));
                TarArchiveEntry entry = new TarArchiveEntry(words[1], type, true);
                byte[] content = new byte[0];
                if (words.length > 2) {
                    entry.setLinkName(words[2]);
                } else if (type == TarConstants.LF_NORMAL) {
                    content = "bad".getBytes(StandardCharsets.US_ASCII);
                }
                entry.setMode(type == TarConstants.LF_DIR ? 0755 : 0644);
                entry.setSize(content.length);
                archive.putArchiveEntry(entry);
                archive.write(content);
                archive.closeArchiveEntry();
            }
        }
        return file.toString();
    }

    @Test
    void the_result_is_the_image_entry_by_entry() {
        String layer = registry.layer("echo x >a; ln a b; ln -s ../../outside c; mkfifo fifo; mknod null c 1 3;"
                + " truncate -s 64M sparse; chmod 4755 a; mkdir -m 1777 tmp; chown 1234:5678 tmp;"
                + " echo x >$(printf 'n%.0s' $(seq 200)); mkdir -p $(printf 'deep/%.0s' $(seq 60));"
                + " echo x >$'\\343\\201\\202 b'; echo x >$'not utf-8 \\377'; touch -d 2001-02-03 old;"
                + " setcap cap_net_raw+ep old; setfattr -n user.note -v hello old");
        registry.push(Map.of(), "hard:1", layer);

        String image = pull("hard:1");

        String list = LIST + "; [ $(stat -c %b sparse) -lt 100 ] && echo sparse";
        assertEquals(
                box.sh("mkdir work/again; tar --xattrs --xattrs-include='*' -C work/again -xpf " + layer
                                + "; cd work/again; " + list)
                        .ok()
                        .out(),
                box.sh("cd $JOCKER_ROOT/" + image + "; " + list).ok().out());
    }

    @Test
    void so_many_odd_names_that_the_unpacker_says_more_than_a_pipe_holds_are_no_fault() {
        registry.push(Map.of(), "odd:1", registry.layer("for i in $(seq 3000); do : >$i$'\\377'; done"));

        String image = pull("odd:1");

        assertEquals(
                "3001\n", box.sh("ls $JOCKER_ROOT/" + image + " | wc -l").ok().out(), "the files and img.source");
    }

    @Test
    void layers_on_layers_are_what_a_second_unpacker_makes_of_them() {
        registry.push(
                Map.of(),
                "hard:1",
                registry.layer(
                        "mkdir -p usr/bin d/sub plain turn empty; ln -s usr/bin bin; ln -s /usr/bin sbin; echo 1 >d/one;"
                                + " echo 2 >d/sub/two; echo x >plain/gone; echo y >plain/stays; ln -s plain link; echo f >file; echo h >h1;"
                                + " ln h1 h2; echo s >usr/bin/tool; chmod 4755 usr/bin/tool; setcap cap_net_raw+ep h1; mkdir -p o/a/b; echo o >o/a/b/c"),
                registry.layer(
                        "mkdir -p usr/bin d plain o; echo more >usr/bin/more; touch d/.wh..wh..opq; echo 3 >d/three;"
                                + " touch plain/.wh.gone; rmdir o; mkdir -p o; touch o/.wh.a; mkdir link; echo in >link/in; mkdir file; echo in >file/in;"
                                + " echo changed >h2; touch .wh.empty"),
                registry.layer(
                        "ln -s plain link; echo file >file; mkdir -p o/a; echo new >o/a/new; mkdir empty; touch -d 2002-02-02 empty/x;"
                                + " mkdir -m 700 d; chown 5:6 d"));

        String image = pull("hard:1");

        box.sh("skopeo copy --quiet --src-tls-verify=false docker://localhost:5000/hard:1 oci:work/oci:1;"
                        + " umoci unpack --image work/oci:1 work/bundle 2>&1")
                .ok();
        assertEquals(
                box.sh("cd work/bundle/rootfs; " + LIST).ok().out(),
                box.sh("cd $JOCKER_ROOT/" + image + "; " + LIST).ok().out());
    }

    @Test
    void a_member_is_placed_through_the_links_of_lower_layers() throws IOException {
        registry.push(
                Map.of(),
                "usr:1",
                registry.layer("mkdir -p usr/bin; ln -s usr/bin bin; ln -s /usr/bin sbin; ln -s bin bin2"),
                archive("merged", List.of("f bin/one", "f sbin/two", "f bin2/three")),
                archive("white", List.of("f bin2/.wh.one")));

        String image = pull("usr:1");

        assertEquals(
                "bin -> usr/bin\nbin2 -> bin\nsbin -> /usr/bin\nusr\nusr/bin\nusr/bin/three\nusr/bin/two\n",
                box.sh(
                                "cd $JOCKER_ROOT/" + image
                                        + "; find . -mindepth 1 ! -name img.source \\( -type l -printf '%P -> %l\\n' -o -printf '%P\\n' \\) | sort")
                        .ok()
                        .out());
    }

    private String pull(String name) {
        return box.jocker("pull", registry.name(name)).ok().out().strip().substring("Created: ".length());
    }
}
