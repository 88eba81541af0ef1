package dev.triptych.verifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.verifier.judge.Checker;
import dev.triptych.verifier.judge.Submission;
import dev.triptych.verifier.sandbox.CppStandard;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeRequestTest {
    private static final String GOOD = """
            "language": "python", "style": "pytest", "solution": "x = 1", "tests": "def test_x(): pass\"""";

    @Test
    void fillsInTheDefaults() {
        Submission read = read("{" + GOOD + "}");
        assertThat(read.style()).isEqualTo(SuiteStyle.PYTEST);
        assertThat(read.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(read.coverage()).isFalse();
    }

    @Test
    void takesEveryField() {
        Submission read = read("{" + GOOD + """
                , "entryPoint": "f", "coverage": true, "minAssurance": "split", "cases": [],
                "limits": {"cpuSeconds": 1.5, "wallSeconds": 3, "memoryMiB": 64, "outputMiB": 2}}""");
        assertThat(read.limits()).isEqualTo(new Limits(1.5, 3, 64, 2));
        assertThat(read.entryPoint()).contains("f");
        assertThat(read.coverage()).isTrue();
    }

    @Test
    void readsCases() {
        Submission read = read("""
                {"language": "python", "style": "stdio", "solution": "x", "cases": [{"stdin": "1", "stdout": "2"}]}""");
        assertThat(read.cases()).containsExactly(new Submission.Case("1", "2"));
    }

    @Test
    void readsACheckerOfCases() {
        Submission read = read("""
                {"language": "python", "style": "stdio", "solution": "x", "cases": [{"stdin": "1", "stdout": "2"}],
                 "checker": {"language": "cpp", "standard": "c++20", "source": "int main() {}"}}""");
        assertThat(read.cpp()).isEmpty();
        assertThat(read.checker()).contains(new Checker("int main() {}", Optional.of(CppStandard.CPP_20)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7                                               | checker: must be an object
            {"language": "python"}                          | checker.source: is missing
            {"source": "x"}                                 | checker.language: is missing
            {"language": "perl", "source": "x"}             | checker.language: must be python or cpp, was perl
            {"language": "python", "source": " "}           | checker.source: must not be empty
            {"language": "python", "source": "x", "code": 1}| checker.code: unknown field
            """)
    void namesWhatIsWrongWithAChecker(String checker, String problem) {
        BadRequestException refused =
                catchThrowableOfType(BadRequestException.class, () -> read("""
                {"language": "python", "style": "stdio", "solution": "x", "cases": [{"stdin": "1", "stdout": "2"}],
                 "checker": %s}""".formatted(checker)));
        assertThat(refused.problems()).hasSize(1).first().asString().startsWith(problem);
    }

    @Test
    void refusesACheckerOfASuite() {
        BadRequestException refused = catchThrowableOfType(
                BadRequestException.class,
                () -> read("{" + GOOD + ", \"checker\": {\"language\": \"python\", \"source\": \"x\"}}"));
        assertThat(refused.problems()).containsExactly("checker: only used by style stdio");
    }

    @Test
    void readsCpp() {
        Submission cases = read("""
                {"language": "cpp", "style": "stdio", "solution": "x", "cases": [{"stdin": "1", "stdout": "2"}]}""");
        assertThat(cases.cpp()).contains(CppStandard.CPP_17);
        Submission suite = read("""
                {"language": "cpp", "standard": "c++20", "style": "assert", "solution": "x", "tests": "y"}""");
        assertThat(suite.cpp()).contains(CppStandard.CPP_20);
        assertThat(suite.style()).isEqualTo(SuiteStyle.ASSERT);
        assertThat(problems("""
                {"language": "cpp", "standard": "c++98", "style": "assert", "solution": "x", "tests": "y", "coverage": true}"""))
                .containsExactlyInAnyOrder(
                        "standard: must be c++17 or c++20, was c++98", "coverage: not offered for cpp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"language\": \"cobol\"|language: must be python or cpp, was cobol",
                "\"language\": \"cpp\"|style: must be one of [assert, stdio] for cpp, was pytest",
                "\"standard\": \"c++17\"|standard: only used by language cpp",
                "\"style\": \"assert\"|style: must be one of [function, pytest, stdio] for python, was assert",
                "\"style\": \"magic\"|style: must be one of [function, pytest, stdio] for python, was magic",
                "\"style\": 7|style: must be a string",
                "\"solution\": null|solution: is missing",
                "\"tests\": \" \"|tests: must not be empty",
                "\"surprise\": 1|surprise: unknown field",
                "\"coverage\": \"yes\"|coverage: must be true or false",
                "\"entryPoint\": \"a b\"|entryPoint: must be an identifier",
                "\"minAssurance\": \"total\"|minAssurance: must be",
                "\"cases\": [1]|cases: only used by style stdio",
                "\"limits\": 5|limits: must be an object",
                "\"limits\": {\"cpuSeconds\": -1}|limits.cpuSeconds: must be 0.1 to 300",
                "\"limits\": {\"wallSeconds\": 1e308}|limits.wallSeconds: must be 0.1 to 600",
                "\"limits\": {\"wallSeconds\": \"NaN\"}|limits.wallSeconds: must be a number",
                "\"limits\": {\"memoryMiB\": 0}|limits.memoryMiB: must be 16",
                "\"limits\": {\"memoryMiB\": 1.5}|limits.memoryMiB: must be a whole number",
                "\"limits\": {\"cores\": 9}|limits.cores: unknown field"
            })
    void namesTheFieldThatIsWrong(String change, String problem) {
        String field = change.substring(0, change.indexOf(':'));
        String rest = GOOD.lines()
                .flatMap(line -> List.of(line.split(", (?=\")")).stream())
                .filter(pair -> !pair.startsWith(field))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        assertThat(problems("{" + rest + ", " + change + "}"))
                .anySatisfy(found -> assertThat(found).startsWith(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{|body: no JSON",
                "[]|body: must be a JSON object",
                "``|body:",
                "{\"a\":1,\"a\":2}|a: no JSON: Duplicate field",
                "{}{}|body: no JSON",
                "{\"limits\":{\"cpuSeconds\":NaN}}|limits.cpuSeconds: must be 0.1 to 300, was NaN"
            })
    void refusesWhatIsNoJsonObject(String body, String problem) {
        assertThat(problems(body)).anySatisfy(found -> assertThat(found).startsWith(problem));
    }

    @Test
    void refusesDeepNesting() {
        assertThat(problems("{\"solution\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"))
                .anySatisfy(found -> assertThat(found)
                        .startsWith("solution.")
                        .contains("no JSON")
                        .hasSizeLessThan(400));
    }

    private static List<String> problems(String body) {
        BadRequestException refused = catchThrowableOfType(BadRequestException.class, () -> read(body));
        return refused.problems();
    }

    private static Submission read(String body) {
        return NativeRequest.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
