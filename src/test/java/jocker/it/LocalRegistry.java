package jocker.it;

import java.util.Map;

/** A registry on the box's loopback: Debian's docker-registry, with images that the tests build themselves. */
final class LocalRegistry implements AutoCloseable {
    private static final String PUSH = System.getProperty("user.dir") + "/src/test/sh/push-image";

    private final TestHost box;
    private final int port;
    private final Process server;

    /**
     * Starts one.
     *
     * @param options members of the configuration's http, and sections below it, in YAML
     */
    LocalRegistry(TestHost box, int port, String options) {
        this.box = box;
        this.port = port;
        box.sh("mkdir -p work registry/" + port + "; printf '%s\\n' 'version: 0.1' 'log: {level: error}'"
                        + " \"storage: {filesystem: {rootdirectory: $PWD/registry/" + port + "}}\""
                        + " 'http:' '  addr: 0.0.0.0:" + port + "' " + TestHost.quote(options) + " >registry/" + port
                        + ".yml")
                .ok();
        server = box.startShell("exec docker-registry serve registry/" + port + ".yml >registry/" + port + ".log 2>&1");
        awaitPort(port);
    }

    LocalRegistry(TestHost box) {
        this(box, 5000, "");
    }

    /** An image's name here: {@code localhost:5000/debian:12}. */
    String name(String image) {
        return "localhost:" + port + "/" + image;
    }

    /** Pushes an image of tar archives; the variables are those of push-image. */
    void push(Map<String, String> variables, String image, String... layers) {
        box.sh(variables, PUSH + " " + name(image) + " " + String.join(" ", layers))
                .ok();
    }

    private void awaitPort(int port) {
        TestHost.await(
                "something answers at port " + port,
                () -> box.sh("exec 3<>/dev/tcp/127.0.0.1/" + port).status() == 0);
    }

    /** Starts a registry with a fault before this one; what it is asked is in the file {@code asked}. */
    AutoCloseable faulty(int at, String fault) {
        Process faulty = box.startShell("exec java -cp " + System.getProperty("user.dir")
                + "/target/test-classes jocker.it.FaultyRegistry " + at + " " + port + " " + fault + " >asked 2>&1");
        awaitPort(at);
        return () -> end(faulty);
    }

    private static void end(Process process) {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        end(server);
        // What was fetched stays for the next pull to go on with, until it is pruned.
        box.sh("rm -rf registry work asked; " + TestHost.REMOVE_MADE + "; $JOCKER prune >/dev/null")
                .ok();
    }

    /** A layer with as much of a Debian as a shell needs. */
    String debian() {
        box.sh("[ -e work/debian.tar ] || { tar=$PWD/work/debian.tar; cd " + box.rootfs()
                        + "; programs='usr/bin/sh usr/bin/dash usr/bin/mount usr/bin/cat usr/bin/echo usr/bin/true"
                        + " usr/bin/mkdir usr/bin/id usr/bin/env usr/bin/printenv';"
                        + " libraries=$(chroot . ldd $(printf '/%s ' $programs) | grep -o '/lib[^ ]*' | sort -u);"
                        // From within, as the loader is named by a link that begins at the root.
                        + " mkdir $tar.d; chroot . tar --no-recursion -chf - $(for l in $libraries; do echo ${l#/}; done)"
                        + " | tar -C $tar.d -xf -;"
                        + " tar -cf - bin $programs | tar -C $tar.d -xf -; mkdir -p $tar.d/etc $tar.d/proc;"
                        + " tar -C $tar.d -cf $tar .; rm -r $tar.d; }")
                .ok();
        return "work/debian.tar";
    }

    /** A layer with what a script makes in an empty directory. */
    String layer(String script) {
        return box.sh("set -e; d=$(mktemp -d -p $PWD/work); chmod 755 $d; cd $d; " + script
                        + "; cd $d; tar --xattrs --xattrs-include='*' --sparse -cf $d.tar .; rm -rf $d; echo $d.tar")
                .ok()
                .out()
                .strip();
    }
}
