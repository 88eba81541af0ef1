package dev.triptych.contracts.factory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.json.TriptychJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunInputTest {
    private static final RunInput DEFAULTS = new RunInput(
            "kodcode",
            12,
            1,
            "",
            List.of("Docs", "Algorithm"),
            new AttemptPolicy.Fixed(2),
            8,
            140,
            0.9,
            Assurance.SPLIT,
            true,
            3,
            "default",
            Optional.empty(),
            Optional.empty(),
            1,
            200,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            OnBudget.END,
            0);

    @Test
    void fillsInTheDefaultsOfTheMinimalExample() {
        assertThat(read(RunInput.MINIMAL_EXAMPLE)).isEqualTo(new RunInput.Valid(DEFAULTS));
    }

    @Test
    void readsEveryField() {
        String text = """
                {"recipe": "kodcode", "target": 3, "seed": -7, "teacher": "big", "subsets": ["Docs"],
                 "attempts": "adaptive(2, 9)", "window": 200, "maxCandidates": 5, "lineCoverageMin": 1,
                 "minAssurance": "self-attested", "restyle": false, "responsesMax": 0, "tenant": "team-a",
                 "parentRun": "01234567-89ab-cdef-0123-456789abcdef", "samples": 2, "page": 60,
                 "questionTeacher": "q", "solutionTeacher": "s",
                 "testTeacher": "t", "rewriteTeacher": "w", "responseTeacher": "r", "budgetMicroUsd": 2500000,
                 "budgetTokens": 7, "onBudget": "wait", "continueAsNewEvery": 3}""";
        assertThat(read(text))
                .isEqualTo(new RunInput.Valid(new RunInput(
                        "kodcode",
                        3,
                        -7,
                        "big",
                        List.of("Docs"),
                        new AttemptPolicy.Adaptive(2, 9),
                        200,
                        5,
                        1,
                        Assurance.SELF_ATTESTED,
                        false,
                        0,
                        "team-a",
                        Optional.of(new RunId("01234567-89ab-cdef-0123-456789abcdef")),
                        Optional.empty(),
                        2,
                        60,
                        Optional.of("q"),
                        Optional.of("s"),
                        Optional.of("t"),
                        Optional.of("w"),
                        Optional.of("r"),
                        2_500_000,
                        7,
                        OnBudget.WAIT,
                        3)));
    }

    @Test
    void givenQuestionsAreNamedByTheirHashAndWorkedOnByPage() {
        String set = Sha256.of("questions").hex();
        RunInput.Reading read = read("{\"recipe\":\"distill\",\"target\":5,\"questions\":\"" + set + "\"}");
        assertThat(read).isInstanceOfSatisfying(RunInput.Valid.class, valid -> {
            assertThat(valid.input().byPage()).isTrue();
            assertThat(valid.input().window()).isEqualTo(800);
            assertThat(valid.input().withCandidatesAtMost(5).maxCandidates()).isEqualTo(5);
        });
        assertThat(read("{\"recipe\":\"distill\",\"target\":5}"))
                .isEqualTo(new RunInput.Invalid(
                        List.of("questions: is missing; the hash that an import of questions gave")));
        assertThat(read("{\"recipe\":\"kodcode\",\"target\":5,\"questions\":\"" + set + "\"}"))
                .isEqualTo(
                        new RunInput.Invalid(List.of("questions: only the recipe distill is about given questions")));
    }

    @Test
    void aStepWithoutATeacherOfItsOwnAsksTheRuns() {
        RunInput run = ((RunInput.Valid)
                        read("{\"recipe\":\"kodcode\",\"target\":1,\"teacher\":\"big\",\"testTeacher\":\"fast\"}"))
                .input();
        assertThat(run.teacherOf(Step.TESTS)).isEqualTo("fast");
        assertThat(run.teacherOf(Step.SOLUTION)).isEqualTo("big");
        assertThat(run.teachers()).containsExactly("big", "fast");
    }

    @Test
    void retuningChangesWhatIsNamedAndChecksItAsAnyInput() throws Exception {
        RunInput run = DEFAULTS;
        RunInput retuned = ((RunInput.Valid) run.retuned(json("{\"budgetMicroUsd\":9,\"teacher\":\"fast\"}"))).input();
        assertThat(retuned.budgetMicroUsd()).isEqualTo(9);
        assertThat(retuned.teacher()).isEqualTo("fast");
        assertThat(retuned.target()).isEqualTo(run.target());
        assertThat(run.retuned(json("{}"))).isEqualTo(new RunInput.Valid(run));
        assertThat(((RunInput.Valid) retuned.retuned(json("{\"budgetMicroUsd\":null}")))
                        .input()
                        .budgetMicroUsd())
                .isZero();
        assertThat(run.retuned(json("{\"budgetTokens\":-1}")))
                .isEqualTo(new RunInput.Invalid(List.of("budgetTokens: must be ≥ 0, was -1")));
        assertThat(((RunInput.Invalid) run.retuned(json("{\"target\":5}")))
                        .problems()
                        .getFirst())
                .startsWith("target: cannot be changed; these can: teacher, ");
    }

    @Test
    void readsWhatItWrites() {
        JsonNode written = TriptychJson.mapper().valueToTree(DEFAULTS);
        assertThat(RunInput.read(written)).isEqualTo(new RunInput.Valid(DEFAULTS));
    }

    @Test
    void anEmptyInputIsToldWhatIsMissing() {
        List<String> missing = List.of(
                "recipe: is missing; one of [kodcode, distill]",
                "target: is missing; a whole number from 1 to 1000000");
        assertThat(RunInput.read(null)).isEqualTo(new RunInput.Invalid(missing));
        assertThat(read("{}")).isEqualTo(new RunInput.Invalid(missing));
        assertThat(read("null")).isEqualTo(new RunInput.Invalid(missing));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "target": -3                       | target: must be ≥ 1, was -3
                    "target": 1000001                  | target: must be ≤ 1000000, was 1000001
                    "target": "12"                     | target: must be a whole number, was "12"
                    "target": 1.5                      | target: must be a whole number, was 1.5
                    "target": 99999999999999999999     | target: must be a whole number, was 99999999999999999999
                    "recipe": "kodkode"                | recipe: must be one of [kodcode, distill], was "kodkode"; did you mean kodcode?
                    "recipe": 7                        | recipe: must be one of [kodcode, distill], was 7
                    "Target": 5                        | Target: is not a field of a run; did you mean target?
                    "maxCandidate": 5                  | maxCandidate: is not a field of a run; did you mean maxCandidates?
                    "colour": "red"                    | colour: is not a field of a run
                    "seed": true                       | seed: must be a whole number, was true
                    "teacher": "-"                      | teacher: must be 1 to 64 letters, digits, '_', '.' or '-', was "-"
                    "tenant": "a b"                    | tenant: must be 1 to 64 letters, digits, '_', '.' or '-', was "a b"
                    "subsets": []                      | subsets: must be a list of 1 to 32 names, was []
                    "subsets": "Docs"                  | subsets: must be a list of 1 to 32 names, was "Docs"
                    "subsets": ["Docs", 3]             | subsets[1]: must be 1 to 64 letters, digits, '_', '.' or '-', was 3
                    "subsets": ["Docs", "Docs"]        | subsets[1]: is there twice: "Docs"
                    "attempts": 2                      | attempts: must be a text, was 2
                    "attempts": "fixed(0)"             | attempts: must be fixed(n) or adaptive(min,max), with 1 to 20 attempts, was 0
                    "attempts": "often"                | attempts: must be fixed(n) or adaptive(min,max), with 1 to 20 attempts, was often
                    "window": 201                      | window: must be ≤ 200, was 201
                    "lineCoverageMin": 1.1             | lineCoverageMin: must be a number from 0 to 1, was 1.1
                    "minAssurance": "none"             | minAssurance: must be in-process, self-attested, split or outside, was none
                    "restyle": "yes"                   | restyle: must be true or false, was "yes"
                    "responsesMax": 21                 | responsesMax: must be ≤ 20, was 21
                    "parentRun": "last"                | parentRun: a run id is a lower-case UUID, was: last
                    """)
    void namesTheFieldThatIsWrong(String field, String problem) {
        String name = field.substring(0, field.indexOf(':'));
        String rest = (name.equals("\"target\"") ? "" : ", \"target\": 12")
                + (name.equals("\"recipe\"") ? "" : ", \"recipe\": \"kodcode\"");
        assertThat(read("{" + field + rest + "}")).isEqualTo(new RunInput.Invalid(List.of(problem)));
    }

    @Test
    void refusesWhatIsNotAnObject() {
        assertThat(read("[1]")).isEqualTo(new RunInput.Invalid(List.of("input: must be one JSON object, was [1]")));
    }

    @Test
    void tellsAllProblemsAtOnceWithAnExample() {
        RunInput.Invalid invalid = (RunInput.Invalid) read("{\"target\": 0, \"windw\": 1}");
        assertThat(invalid.message())
                .isEqualTo(
                        "The run's input is not valid: recipe: is missing; one of [kodcode, distill]; target: must be ≥ 1,"
                                + " was 0; windw: is not a field of a run; did you mean window?. A minimal example: "
                                + "{\"recipe\":\"kodcode\",\"target\":12} (with a teacher, where several are configured)");
    }

    private static RunInput.Reading read(String text) {
        try {
            return RunInput.read(TriptychJson.mapper().readTree(text));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) throws Exception {
        return TriptychJson.mapper().readTree(text);
    }
}
