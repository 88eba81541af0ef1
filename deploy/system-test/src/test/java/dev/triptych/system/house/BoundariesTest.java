package dev.triptych.system.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may depend on whom. The build refuses most of it already; this sees also what a copied class would hide. */
class BoundariesTest {
    private static final Map<String, String> SERVICES = Map.of(
            "question-synth", "dev.triptych.question..",
            "solution-gen", "dev.triptych.solution..",
            "test-gen", "dev.triptych.testgen..",
            "verifier", "dev.triptych.verifier..",
            "rewriter", "dev.triptych.rewriter..",
            "workflows", "dev.triptych.factory..");
    private static final List<String> OTHERS = List.of(
            "libs/contracts",
            "libs/syntax",
            "libs/store",
            "libs/worker",
            "libs/teacher",
            "deploy/cli",
            "deploy/rehearsal",
            "deploy/migrate");

    private static JavaClasses classes;

    @BeforeAll
    static void readsEveryModule() {
        Path root = Tree.ofThisRepository().root();
        List<Path> folders = java.util.stream.Stream.concat(SERVICES.keySet().stream(), OTHERS.stream())
                .map(module -> root.resolve(module).resolve("target/classes"))
                .toList();
        assertThat(folders).as("compile everything first").allMatch(Files::isDirectory);
        classes = new ClassFileImporter().importPaths(folders);
        assertThat(classes).hasSizeGreaterThan(50);
    }

    @Test
    void aServiceNeverDependsOnAnother() {
        SERVICES.values().forEach(service -> {
            String[] others = SERVICES.values().stream()
                    .filter(other -> !other.equals(service))
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(service)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .because("services meet only in libs/contracts and on Temporal's task queues")
                    .check(classes);
        });
    }

    @Test
    void librariesKnowNoService() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.triptych.contracts..",
                        "dev.triptych.store..",
                        "dev.triptych.worker..",
                        "dev.triptych.teacher..",
                        "dev.triptych.syntax..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES.values().toArray(String[]::new))
                .check(classes);
    }

    @Test
    void contractsKnowOnlyThemselves() {
        noClasses()
                .that()
                .resideInAPackage("dev.triptych.contracts..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.triptych.store..",
                        "dev.triptych.worker..",
                        "dev.triptych.teacher..",
                        "dev.triptych.syntax..")
                .check(classes);
    }

    @Test
    void theVerifierDoesNotKnowWhatATeacherIs() {
        noClasses()
                .that()
                .resideInAPackage("dev.triptych.verifier..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.triptych.teacher..")
                .check(classes);
    }

    @Test
    void theLauncherReachesServicesOnlyOverHttp() {
        noClasses()
                .that()
                .resideInAPackage("dev.triptych.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.triptych.store..",
                        "dev.triptych.worker..",
                        "dev.triptych.teacher..",
                        "io.temporal..",
                        "java.sql..")
                .because("the launcher depends only on libs/contracts and HTTP")
                .check(classes);
    }

    @Test
    void nobodyDependsOnTheRehearsalTeacherNorItOnUs() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.triptych.rehearsal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.triptych.rehearsal..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage("dev.triptych.rehearsal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.triptych.contracts..", "dev.triptych.store..", "dev.triptych.teacher..")
                .check(classes);
    }
}
