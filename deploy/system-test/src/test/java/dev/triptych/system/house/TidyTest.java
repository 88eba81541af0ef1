package dev.triptych.system.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The style that a program can see. Each message shows the way out. */
class TidyTest {
    private static final int METHOD_LINES_MAX = 70;
    private static final int README_LINES_MAX = 40;
    private static final Tree TREE = Tree.ofThisRepository();
    private static final Predicate<String> MAIN = file -> file.contains("/src/main/");
    private static final Predicate<String> TESTS = file -> file.contains("/src/test/");

    /** A call that is not made here, where it is not made, and what is used instead. */
    private record Ban(Pattern call, Predicate<String> where, String instead) {}

    private static final List<Ban> BANS = List.of(
            ban(
                    "Thread\\.sleep\\((?!.*// )",
                    TESTS,
                    "await a condition with a bound: Awaitility.await().atMost(…); a stand-in that is slow by nature says so behind the call"),
            ban("\\.printStackTrace\\(\\)", file -> true, "log with the facts as key-values, or let it propagate"),
            ban(
                    "System\\.(out|err)\\.print",
                    MAIN.and(file -> !file.startsWith("deploy/")),
                    "org.jboss.logging.Logger"),
            ban("LoggerFactory|Logger\\.getLogger", inWorkflowCode(), "Workflow.getLogger, which is silent at replay"),
            ban(
                    "System\\.currentTimeMillis|Instant\\.now\\(|UUID\\.randomUUID|Math\\.random",
                    inWorkflowCode(),
                    "Workflow.currentTimeMillis, Workflow.randomUUID, Workflow.newRandom: workflow code is deterministic"),
            ban("Runtime\\.getRuntime\\(\\)\\.exec", file -> true, "ProcessBuilder with a list of arguments"),
            ban(
                    "\"(/bin/)?(ba)?sh\",\\s*\"-c\"",
                    MAIN,
                    "ProcessBuilder with the program itself: no shell sees our data"),
            ban(
                    "Executors\\.newCachedThreadPool",
                    file -> true,
                    "an executor with a named bound, or virtual threads behind a semaphore"),
            ban("@Disabled", TESTS, "delete the test, or make it an assumption that says what is missing"),
            ban("new Random\\(\\)", file -> true, "a seeded generator that is passed in"),
            ban("\\b(TODO|FIXME|XXX)\\b", file -> true, "do it, or write down the reason in docs/decisions.md"),
            ban("org\\.mockito", file -> true, "a hand-written fake, as ScriptedTeacher"));

    private static Ban ban(String call, Predicate<String> where, String instead) {
        return new Ban(Pattern.compile(call), where, instead);
    }

    private static Predicate<String> inWorkflowCode() {
        return MAIN.and(file -> file.matches("workflows/.*/factory/(run|triplet)/.*"));
    }

    @Test
    void methodsAreShortEnoughToRead() {
        List<String> tooLong = TREE.javaFiles().stream()
                .flatMap(file ->
                        MethodLengths.longerThan(METHOD_LINES_MAX, TREE.root().resolve(file)).stream())
                .toList();

        assertThat(tooLong)
                .as("methods over %d lines: name the steps and give each a method of its own", METHOD_LINES_MAX)
                .isEmpty();
    }

    @Test
    void bannedCallsAreNotMade() {
        String self = "TidyTest.java";
        List<String> found = TREE.javaFiles().stream()
                .filter(file -> !file.endsWith(self))
                .flatMap(file -> BANS.stream()
                        .filter(ban -> ban.where().test(file))
                        .flatMap(ban -> lines(file, ban.call(), "use " + ban.instead())))
                .toList();

        assertThat(found).as("banned calls, each with its replacement").isEmpty();
    }

    @Test
    void childPomsCarryNoVersions() {
        Pattern version = Pattern.compile("<version>");
        List<String> found = TREE.files(file -> file.endsWith("/pom.xml")).stream()
                .filter(pom -> version.matcher(TREE.text(pom).replaceFirst("(?s)<parent>.*?</parent>", ""))
                        .find())
                .toList();

        assertThat(found)
                .as("versions belong into dependencyManagement of the parent POM")
                .isEmpty();
    }

    @Test
    void everyChildPomSaysWhatItsModuleIs() {
        assertThat(TREE.files(file -> file.endsWith("/pom.xml")))
                .as("a module has a <description> of one sentence")
                .allSatisfy(pom ->
                        assertThat(TREE.text(pom)).as(pom).containsPattern("<description>[^<]+\\.</description>"));
    }

    @Test
    void everyModuleHasAShortReadme() {
        List<String> missing = new ArrayList<>();
        for (String pom : TREE.files(file -> file.endsWith("/pom.xml"))) {
            String readme = pom.replace("pom.xml", "README.md");
            if (!TREE.exists(readme)) {
                missing.add(readme + ": is missing");
            } else if (TREE.text(readme).lines().count() > README_LINES_MAX) {
                missing.add(readme + ": is over " + README_LINES_MAX + " lines; move the detail to docs/ or Javadoc");
            }
        }
        assertThat(missing).as("a README per module, short").isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        List<String> bare = TREE.javaFiles().stream()
                .filter(MAIN)
                .map(file -> file.substring(0, file.lastIndexOf('/')))
                .distinct()
                .filter(folder -> !TREE.exists(folder + "/package-info.java")
                        || !TREE.text(folder + "/package-info.java").matches("(?s)/\\*\\*.+\\*/\\s*@NullMarked\\s.*"))
                .toList();

        assertThat(bare)
                .as("package-info.java with one sentence of purpose and @NullMarked")
                .isEmpty();
    }

    @Test
    void filesNamedInDocsExist() {
        assertThat(TREE.files(file -> file.endsWith(".md")).stream()
                        .flatMap(doc -> DocumentedFiles.namedIn(TREE.text(doc))
                                .filter(named -> !DocumentedFiles.exists(TREE, doc, named))
                                .map(named -> doc + ": names " + named + ", which does not exist"))
                        .toList())
                .as("docs name files that exist: correct the doc, or write the file")
                .isEmpty();
    }

    @Test
    void nothingTrackedKnowsThisMachineOrADownloadHost() {
        Map<Pattern, String> tells = Map.of(
                Pattern.compile("(?<![\\w.])/(work|home/\\w+|Users/\\w+)/"),
                "take the path from configuration, or relative to the repository",
                Pattern.compile(
                        "repo1?\\.maven\\.(org|apache)|files\\.pythonhosted|(?<!\\w)pypi\\.org|proxy\\.golang|registry\\.npmjs|deb\\.debian\\.org|static\\.crates"),
                "name no host: the clients know their registries");
        List<String> found = TREE.files(file -> !file.endsWith("TidyTest.java") && !file.contains("/hostile/")).stream()
                .flatMap(file -> tells.entrySet().stream().flatMap(tell -> lines(file, tell.getKey(), tell.getValue())))
                .toList();

        assertThat(found).as("machine paths and download hosts").isEmpty();
    }

    @Test
    void nothingGeneratedIsTracked() {
        assertThat(TREE.files(file -> file.matches(".*\\.(class|jar|pyc|log|db)") || file.contains("/target/")))
                .as("generated files: remove them and list them in .gitignore")
                .isEmpty();
    }

    private static Stream<String> lines(String file, Pattern pattern, String wayOut) {
        String text = TREE.text(file);
        Matcher matcher = pattern.matcher(text);
        return matcher.results()
                .map(hit -> file + ":"
                        + (1
                                + text.substring(0, hit.start())
                                        .chars()
                                        .filter(c -> c == '\n')
                                        .count()) + ": " + hit.group().strip() + " - " + wayOut);
    }
}
