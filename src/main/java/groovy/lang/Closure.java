package groovy.lang;

/**
 * Nothing of Groovy: only its name. picocli asks for this class at each start, to know whether it is used from Groovy. As
 * long as there is none, the JVM opens the program's file and reads its whole directory to be sure, which takes longer
 * than a command like {@code images} works; with it, no class has to be looked for outside the archive.
 */
public final class Closure {
    private Closure() {}
}
