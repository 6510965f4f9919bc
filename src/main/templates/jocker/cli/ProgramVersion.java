package jocker.cli;

/** The program's version, which the build fills in. */
final class ProgramVersion {
    static final String TEXT = "jocker ${project.version}";

    private ProgramVersion() {}
}
