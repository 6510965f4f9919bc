package jocker.cli;

/** The program's version. */
final class ProgramVersion {
    static final String TEXT = "jocker 0.1.0";

    private ProgramVersion() {}
}
