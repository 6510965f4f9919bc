package jocker.cli;

/** The program's version. */
final class Version {
    static final String TEXT = "jocker 0.1.0";

    private Version() {}
}
