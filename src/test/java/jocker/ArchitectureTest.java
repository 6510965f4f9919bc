package jocker;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jocker.os.LinuxHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house: which package may use which, and what is done in one package only. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(LinuxHost.class.getProtectionDomain().getCodeSource().getLocation());

    /** Each package with those that it may use. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "text", List.of(),
            "os", List.of("text"),
            "store", List.of("os", "text"),
            "plan", List.of("os", "text"),
            "cgroup", List.of("store", "os", "text"),
            "image", List.of("plan", "store", "os", "text"),
            "container", List.of("cgroup", "plan", "store", "os", "text"),
            "doctor", List.of("container", "cgroup", "store", "os", "text"),
            "recipe", List.of("container", "image", "cgroup", "plan", "store", "os", "text"),
            "engine", List.of("recipe", "doctor", "container", "image", "cgroup", "plan", "store", "os", "text"));

    /** What works on the host or the store: the command line leaves it to the engine. */
    private static final List<String> ENGINES_OWN = List.of(
            "jocker.store.Store",
            "jocker.store.StateRecords",
            "jocker.store.StateRecord",
            "jocker.store.Claims",
            "jocker.store.LayerStore",
            "jocker.doctor.HostChecks",
            "jocker.doctor.Preconditions",
            "jocker.plan.PlanExecutor",
            "jocker.plan.Plan",
            "jocker.image.RegistryClient",
            "jocker.image.CredentialFinder",
            "jocker.cgroup.Cgroups");

    static Stream<Map.Entry<String, List<String>>> packages() {
        return MAY_USE.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void a_package_uses_only_those_below_it(Map.Entry<String, List<String>> entry) {
        String[] allowed = Stream.concat(Stream.of(entry.getKey()), entry.getValue().stream())
                .map(name -> "jocker." + name)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage("jocker." + entry.getKey())
                .should()
                .dependOnClassesThat(resideInAPackage("jocker..").and(not(resideInAnyPackage(allowed))))
                .check(CLASSES);
    }

    @Test
    void the_command_line_uses_the_engine_and_values() {
        noClasses()
                .that()
                .resideInAPackage("jocker.cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jocker.recipe")
                .orShould()
                .dependOnClassesThat(
                        new com.tngtech.archunit.base.DescribedPredicate<JavaClass>("work on the host or the store") {
                            @Override
                            public boolean test(JavaClass type) {
                                return ENGINES_OWN.contains(type.getName());
                            }
                        })
                .check(CLASSES);
    }

    @Test
    void no_packages_use_each_other_in_a_circle() {
        slices().matching("jocker.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** A sealed type and its cases know each other, and are one file here. */
    private static final SliceAssignment FILES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            if (!type.getPackageName().startsWith("jocker.")) {
                return SliceIdentifier.ignore();
            }
            JavaClass top = type;
            while (top.getEnclosingClass().isPresent()) {
                top = top.getEnclosingClass().get();
            }
            for (Class<?> parent : top.reflect().getInterfaces()) {
                if (parent.isSealed()) {
                    return SliceIdentifier.of(parent.getName());
                }
            }
            return SliceIdentifier.of(top.getName());
        }

        @Override
        public String getDescription() {
            return "each file";
        }
    };

    @Test
    void no_files_use_each_other_in_a_circle() {
        slices().assignedFrom(FILES).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void only_the_command_line_sees_picocli_or_writes_to_the_terminal() {
        noClasses()
                .that()
                .resideOutsideOfPackage("jocker.cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .orShould()
                .accessField(System.class, "out")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("jocker.cli", "jocker.os")
                .should()
                .accessField(System.class, "err")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(java.io.FileDescriptor.class.getName())
                .check(CLASSES);
    }

    @Test
    void only_the_lowest_package_starts_processes_and_sends_signals() {
        noClasses()
                .that()
                .resideOutsideOfPackage("jocker.os")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class, Process.class, sun.misc.Signal.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("jnr..", "com.kenai..", "sun..")
                .orShould()
                .callMethod(ProcessHandle.class, "destroy")
                .orShould()
                .callMethod(ProcessHandle.class, "destroyForcibly")
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .check(CLASSES);
    }
}
