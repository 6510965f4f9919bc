package jocker.doctor;

import java.util.Arrays;
import java.util.Optional;

/** The host's programs that jocker runs. */
enum Tool {
    IP("ip", "iproute2", "-V", 4, 0),
    BTRFS("btrfs", "btrfs-progs", "--version", 5, 7), // the first that deletes by --subvolid
    CGCREATE("cgcreate", "cgroup-tools"), // libcgroup's tools do not tell their version
    CGSET("cgset", "cgroup-tools"),
    CGEXEC("cgexec", "cgroup-tools"),
    CGDELETE("cgdelete", "cgroup-tools"),
    UNSHARE("unshare", "util-linux", "--version", 2, 23), // the first with --mount-proc
    NSENTER("nsenter", "util-linux", "--version", 2, 23),
    UMOUNT("umount", "mount"),
    CHROOT("chroot", "coreutils", "--version", 8, 0),
    CP("cp", "coreutils", "--version", 7, 5), // the first with --reflink=auto
    TAR("tar", "tar", "--version", 1, 20),
    SKOPEO("skopeo", "skopeo", "--version", 1, 0),
    BSDTAR("bsdtar", "libarchive-tools", "--version", 3, 3),
    SETPRIV("setpriv", "util-linux", "--version", 2, 31),
    ZSTD("zstd", "zstd", "--version", 1, 0);

    private final String program;
    private final String debianPackage;
    private final Optional<String> versionOption;
    private final int major;
    private final int minor;

    Tool(String program, String debianPackage) {
        this(program, debianPackage, Optional.empty(), 0, 0);
    }

    Tool(String program, String debianPackage, String versionOption, int major, int minor) {
        this(program, debianPackage, Optional.of(versionOption), major, minor);
    }

    Tool(String program, String debianPackage, Optional<String> versionOption, int major, int minor) {
        this.program = program;
        this.debianPackage = debianPackage;
        this.versionOption = versionOption;
        this.major = major;
        this.minor = minor;
    }

    /** The tool of a program's name; empty for a program that is not jocker's own choice. */
    static Optional<Tool> of(String program) {
        return Arrays.stream(values())
                .filter(tool -> tool.program.equals(program))
                .findFirst();
    }

    String program() {
        return program;
    }

    /** The command that installs it. */
    String install() {
        return "apt-get install " + debianPackage;
    }

    /** The option that makes it tell its version; empty if it has none. */
    Optional<String> versionOption() {
        return versionOption;
    }

    /** The oldest version that has what jocker uses. */
    ToolVersion minimum() {
        return new ToolVersion(major, minor);
    }
}
