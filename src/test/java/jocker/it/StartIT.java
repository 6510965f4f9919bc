package jocker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is loaded on the way of the commands that have to be quick: nothing that they do not need. */
class StartIT extends RealTest {
    private static final Pattern LOADED = Pattern.compile("(?:\\[[^\\]]*\\])+ (\\S+) source: .*");

    /** The JDK's core, and of it no logging, times, texts in languages, and nothing that speaks to servers. */
    private static final Pattern JDK = Pattern.compile("java\\.(io|lang|math|nio|security|util)\\..*"
            + "|java\\.net\\.(InetAddress|NetworkInterface|URI|URL).*|java\\.text\\.ParseException"
            + "|java\\.time\\.(Duration|Instant|temporal\\..*)|jdk\\.internal\\..*"
            + "|sun\\.(invoke|launcher|misc|net\\.(util|www)|nio|reflect|security\\.(action|util)|util\\.locale)\\..*"
            + "|sun\\.util\\.logging\\.(PlatformLogger|internal\\.LoggingProviderImpl).*");

    private static final Pattern NOT_JDK = Pattern.compile("java\\.util\\.(logging|prefs)\\..*");

    /** What the JDK puts into no archive: the events of its flight recorder, and up to Java 24 some forms of lambdas. */
    private static final Pattern NEVER_ARCHIVED =
            Pattern.compile(".* (jdk\\.internal\\.event\\..*|java\\.lang\\.invoke\\.LambdaForm\\$MH/.*) source: .*");

    /** jocker's own, and picocli. */
    private static final Map<String, Pattern> OWN = Map.of(
            "run",
            Pattern.compile("picocli\\.CommandLine.*|jocker\\.(cgroup|os|plan|store|text)\\..*"
                    + "|jocker\\.cli\\.(Arguments|BaseCommand|Command|Console|Dialect|ErrorHandler|GlobalOptions|Invocation|Jocker|ProcessOptions|PullProgress|RunCommand|StepReporter|Verbosity).*"
                    + "|jocker\\.container\\.(Container|ExecProbe|OutputTee|SignalForwarder|StartAction).*"
                    + "|jocker\\.doctor\\.(CheckResult|HostChecks|Preconditions|Tool).*"
                    + "|jocker\\.engine\\.(Engine|ProcessWishes|PullImage.Progress|RunContainer).*"
                    + "|jocker\\.image\\.ImageConfig|jocker\\.recipe\\.(Leftover|RunPlan|Undos).*"),
            "ps",
            Pattern.compile("picocli\\.CommandLine.*|jocker\\.(store|text)\\..*"
                    + "|jocker\\.os\\.(CallersLocale|Cancellation|Host|LinuxHost|Proc|Tree).*"
                    + "|jocker\\.plan\\.(ActionListener|Plan|StepFailed|StepListener).*"
                    + "|jocker\\.cli\\.(Arguments|BaseCommand|Command|Console|Dialect|ErrorHandler|GlobalOptions|Invocation|Jocker|OutputFormat|PsCommand).*"
                    + "|jocker\\.engine\\.(Engine|ListContainers).*"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                ": >$A",
                "head -c 5000 /dev/urandom >$A",
                "truncate -s %65536 $A",
                "truncate -s 8192 $A",
                "truncate -s -4096 $A",
                "rm $A"
            })
    void an_archive_that_is_broken_is_done_without_and_nobody_hears_of_it(String damage) {
        TestHost.Result result = box.sh("export JOCKER_CACHE=$PWD/cache; $JOCKER --version >/dev/null || exit\n"
                + "A=$(find cache -name '*.jsa' -o -name '*.aot'); [ -s \"$A\" ] || exit 70\n"
                + damage + "\n"
                + "$JOCKER --version && $JOCKER run $IMG echo out; status=$?; rm -r cache; exit $status");

        assertEquals("jocker 0.1.0\nout\n", result.ok().out());
        assertEquals("", result.err());
    }

    @Test
    void an_archive_that_somebody_else_could_have_written_is_not_used() {
        TestHost.Result result = box.sh("export JOCKER_CACHE=$PWD/cache; $JOCKER --version >/dev/null || exit\n"
                + "A=$(find cache -name '*.jsa' -o -name '*.aot'); chown 65534 \"$A\"\n"
                + "strace -f -e trace=openat -o opened $JOCKER --version; grep -c \"$A\" opened; rm -r cache opened");

        assertEquals("jocker 0.1.0\n0\n", result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "images", "ps", "run $IMG true"})
    void with_an_archive_jocker_does_not_even_open_the_program(String command) {
        TestHost.Result result = box.sh("export JOCKER_CACHE=$PWD/cache; $JOCKER --version >/dev/null || exit\n"
                + "strace -f -e trace=openat,execve -o opened $JOCKER " + command + " >/dev/null; status=$?\n"
                + "sed -nE '1,/execve.*bin.java/d; s/.*openat.*\"([^\"]*)\".*/\\1/p' opened"
                + " | grep -E '\\.(jsa|aot)$|'^$JOCKER$ | sed 's/.*[.]/./; s/^[^.].*/program/' | sort -u\n"
                + "rm -r cache opened; exit $status");

        // A newer Java looks for a logger when it starts a process, in all that the class path names.
        String logger = command.startsWith("run") && javaLooksForLogger() ? "program\n" : "";
        assertTrue(
                result.ok().out().matches("\\.(jsa|aot)\n" + logger),
                "opened by the JVM, of program and archive: " + result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "images", "ps", "run $IMG true"})
    void with_an_archive_jocker_loads_nothing_that_it_does_not_hold(String command) {
        TestHost.Result result = box.sh("export JOCKER_CACHE=$PWD/cache\n"
                + "sed 's/-Xlog:all=error:stderr/& -Xlog:class+load:file=loaded/' $JOCKER >telling && chmod +x telling\n"
                + "./telling --version >/dev/null || exit\n"
                + "./telling " + command + " >/dev/null && cat loaded; status=$?\n"
                + "rm -r cache telling loaded; exit $status");

        List<String> lines = result.ok().lines();
        assertTrue(
                lines.stream().anyMatch(line -> line.contains("jocker.cli.Jocker source: shared objects file")),
                "the archive is used: " + lines);
        assertEquals(
                List.of(),
                lines.stream()
                        .filter(line -> LOADED.matcher(line).matches())
                        .filter(line -> !line.contains(" source: shared objects file"))
                        .filter(line -> !NEVER_ARCHIVED.matcher(line).matches())
                        .toList(),
                "loaded by " + command + " from elsewhere");
    }

    private boolean javaLooksForLogger() {
        String start = "class Start { public static void main(String[] a) throws Exception"
                + " { new ProcessBuilder(\"true\").start(); } }";
        return box.sh("echo '" + start + "' >Start.java && javac Start.java"
                        + " && java -Xlog:class+load -cp . Start | grep System.LoggerFinder; rm Start.java Start.class")
                .out()
                .contains("LoggerFinder");
    }

    @Test
    void a_program_whose_path_no_class_path_can_name_says_so() {
        TestHost.Result result =
                box.sh("mkdir a:b; cp $JOCKER a:b; a:b/jocker --version; status=$?; rm -r a:b; exit $status");

        assertEquals(125, result.status(), result.toString());
        assertTrue(
                result.err().matches("jocker: Java reads no program below a path with a colon: .*/a:b/jocker\n"),
                result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "ps"})
    void nothing_is_loaded_that_is_not_needed(String command) {
        String arguments = command.equals("run") ? "run $IMG true" : command;
        TestHost.Result result = box.sh(
                "LC_ALL=C.UTF-8 java -XX:+UseSerialGC -Xlog:class+load:file=loaded -cp $JOCKER jocker.cli.Jocker "
                        + arguments + " >/dev/null && cat loaded; status=$?; rm loaded; exit $status");

        List<String> loaded = result.ok().lines().stream()
                .map(LOADED::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
        List<String> odd = loaded.stream()
                .filter(name -> !OWN.get(command).matcher(name).matches())
                .filter(name ->
                        !JDK.matcher(name).matches() || NOT_JDK.matcher(name).matches())
                .toList();
        assertTrue(loaded.contains("jocker.cli.Jocker"), "the list is one of classes");
        assertEquals(List.of(), odd, "loaded on the way of " + command + ", and not in the list of this test");
    }
}
