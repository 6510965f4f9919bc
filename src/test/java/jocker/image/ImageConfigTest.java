package jocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import jocker.os.HostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an image wants to be run. */
class ImageConfigTest {
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);
    private static final String C = "sha256:" + "c".repeat(64);

    private static ImageConfig layers(String... diffIds) {
        return ImageConfig.parse("{\"rootfs\":{\"diff_ids\":[\"" + String.join("\",\"", diffIds) + "\"]}}");
    }

    @Test
    void all_that_an_image_wants_is_read() {
        ImageConfig config = ImageConfig.parse("""
                {"os": "linux", "architecture": "arm", "variant": "v7",
                "rootfs": {"type": "layers", "diff_ids": ["%s"]},
                "config": {"Entrypoint": ["/entry", "-x"], "Cmd": ["serve", "a b"], "Env": ["A=1", "B="],
                "WorkingDir": "/srv", "User": "www:www"}}
                """.formatted(A));

        assertEquals(
                new ImageConfig(
                        new Platform("linux", "arm", "v7"),
                        List.of(new Digest("a".repeat(64))),
                        List.of("/entry", "-x"),
                        List.of("serve", "a b"),
                        List.of("A=1", "B="),
                        "/srv",
                        "www:www"),
                config);
        assertEquals(List.of("/entry", "-x", "serve", "a b"), config.defaultCommand());
    }

    @Test
    void an_image_that_says_nothing_wants_nothing() {
        ImageConfig nothing =
                new ImageConfig(new Platform("", "", ""), List.of(), List.of(), List.of(), List.of(), "", "");

        assertEquals(nothing, ImageConfig.parse("{}"));
        assertEquals(
                nothing,
                ImageConfig.parse("{\"config\":{\"Entrypoint\":null,\"Cmd\":null,\"Env\":null,\"User\":null}}"));
        assertEquals(List.of(), nothing.defaultCommand());
    }

    @Test
    void a_chain_id_names_a_layer_with_all_below_it() {
        assertEquals(
                List.of(
                        new Digest("a".repeat(64)),
                        new Digest("ccd722928bd92476ba1745586fed6e45a102504185ad88cd89e01ff116fd146c"),
                        new Digest("c1377126441fb2f5ec2c21ae2a60255331d639e830f0ee1b40a36e52d4c40588")),
                layers(A, B, C).chainIds());
    }

    @Test
    void a_layer_whose_digest_is_none_is_refused() {
        HostException e = assertThrows(HostException.class, () -> layers(A, "sha256:../../etc"));

        assertEquals("what the registry sent has no proper diff_ids", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "{'config':{'Env':'A=1'}}, Env",
        "{'config':{'Cmd':[1]}}, Cmd",
        "{'config':{'User':0}}, User",
        "{'config':[]}, config",
        "{'rootfs':{'diff_ids':{}}}, diff_ids",
        "{'os':[]}, os"
    })
    void a_part_of_another_type_is_refused_and_named(String text, String part) {
        HostException e = assertThrows(HostException.class, () -> ImageConfig.parse(text.replace('\'', '"')));

        assertEquals("what the registry sent has no proper \"" + part + "\"", e.getMessage());
    }
}
