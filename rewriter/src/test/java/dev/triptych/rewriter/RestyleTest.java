package dev.triptych.rewriter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.Question;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.TeacherChoice;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.rewrite.RestyleRequest;
import dev.triptych.contracts.rewrite.RestyleResult;
import dev.triptych.teacher.Answer;
import dev.triptych.testkit.MemoryArtifacts;
import dev.triptych.testkit.ScriptedTeacher;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestyleTest {
    private static final EntryPoint ENTRY_POINT =
            new EntryPoint("count_above", "count_above(values: list[int], limit: int) -> int");
    private static final String SOLUTION = """
            def count_above(values: list[int], limit: int) -> int:
                found = 0
                for value in values:
                    if value > limit:
                        found += 1
                return found
            """;
    private static final String TESTS = """
            from solution import count_above

            def test_some():
                assert count_above([1, 5, 9], 4) == 2
                assert count_above([], 4) == 0

            def test_bounds():
                values = [4, 4]
                assert count_above(values, 4) == 0
                assert count_above([7], limit=6) == 1

            def test_large():
                assert count_above(list(range(100)), 49) == 50
            """;

    private final MemoryArtifacts artifacts = new MemoryArtifacts();
    private final ScriptedTeacher teacher = new ScriptedTeacher();
    private int attempt = 2;

    @Test
    void makesAPromptAndFitsTheSolution() {
        RestyleResult result = restyle("""
                def count_above(values: list[int], limit: int) -> int:
                    \"""Count the values above the limit.

                    >>> count_above([3, 4], 3)
                    1
                    \"""
                """);

        assertThat(result).isInstanceOfSatisfying(RestyleResult.Restyled.class, restyled -> {
            assertThat(artifacts.readText(restyled.prompt()))
                    .startsWith("def count_above(")
                    .endsWith("    \"\"\"\n");
            assertThat(artifacts.readText(restyled.fitted())).isEqualTo("""
                    def count_above(values: list[int], limit: int) -> int:
                        \"""Count the values above the limit.

                        >>> count_above([3, 4], 3)
                        1
                        \"""
                        found = 0
                        for value in values:
                            if value > limit:
                                found += 1
                        return found
                    """);
        });
        assertThat(teacher.asks().getFirst().slot()).hasToString(question().id() + "/RESTYLE/2/1");
        assertThat(teacher.asks().getFirst().prompt().user())
                .contains(SOLUTION.strip())
                .contains(TESTS.strip());
    }

    @Test
    void tellsWhichStatementsOfTheSolutionAreShown() {
        RestyleResult result = restyle("""
                def count_above(values: list[int], limit: int) -> int:
                    \"""Count the values above the limit.\"""
                    found = 0
                    for value in values:
                """ + "        pass\n");

        assertThat(result).isInstanceOfSatisfying(RestyleResult.Leaky.class, leaky -> {
            assertThat(leaky.gate()).isEqualTo("solution-statement");
            assertThat(json(leaky.evidence()).at("/leak/shown").toString()).contains("for value in values :");
        });
    }

    @Test
    void tellsWhichHiddenCallsAreShown() {
        RestyleResult result = restyle("""
                def count_above(values: list[int], limit: int) -> int:
                    \"""Count the values above the limit.

                    >>> assert count_above([1,5,9],4)==2
                    >>> count_above([4, 4], 4)
                    0
                    \"""
                """);

        assertThat(result).isInstanceOfSatisfying(RestyleResult.Leaky.class, leaky -> {
            assertThat(leaky.gate()).isEqualTo("hidden-tests");
            assertThat(json(leaky.evidence()).at("/leak/count").asInt()).isEqualTo(2);
            assertThat(json(leaky.evidence()).at("/leak/of").asInt()).isEqualTo(5);
        });
    }

    @Test
    void oneOfFiveHiddenCallsMayBeShown() {
        assertThat(restyle("""
                def count_above(values: list[int], limit: int) -> int:
                    \"""Count the values above the limit, count_above([], 4) is 0.\"""
                """)).isInstanceOf(RestyleResult.Restyled.class);
    }

    @Test
    void doesNotReadACutOrRefusedReply() {
        String prompt = "```python\ndef count_above(values, limit):\n    \"\"\"Count.\"\"\"\n```";

        assertThat(restyle(prompt, Answer.Finish.LENGTH))
                .isInstanceOfSatisfying(RestyleResult.Unreadable.class, unreadable -> assertThat(unreadable.reason())
                        .isEqualTo("truncated"));
        assertThat(restyle(prompt, Answer.Finish.REFUSED))
                .isInstanceOfSatisfying(RestyleResult.Unreadable.class, unreadable -> assertThat(unreadable.reason())
                        .isEqualTo("refused"));
    }

    private RestyleResult restyle(String code) {
        return restyle("Here it is:\n\n```python\n" + code + "```\n", Answer.Finish.STOP);
    }

    private RestyleResult restyle(String reply, Answer.Finish finish) {
        Restyle restyle = new Restyle(teacher.says(reply, Optional.empty(), finish), artifacts, new Defaults());
        return restyle.restyle(new RestyleRequest(
                question(),
                artifacts.putText(SOLUTION),
                artifacts.putText(TESTS),
                "default",
                attempt++,
                new TeacherChoice("test", 0.5)));
    }

    private Question question() {
        return new Question(
                new CandidateId(new RunId("00000000-0000-0000-0000-000000000001"), 1),
                artifacts.putText("Count the values above the limit."),
                ENTRY_POINT,
                Language.PYTHON,
                "Docs",
                Sha256.of("seed"));
    }

    private JsonNode json(Sha256 hash) {
        try {
            return TriptychJson.mapper().readTree(artifacts.read(hash));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private record Defaults() implements RewriteConfig {
        @Override
        public int activitiesMax() {
            return 1;
        }

        @Override
        public int maxTokens() {
            return 4096;
        }

        @Override
        public double hiddenCallsShownMax() {
            return 0.2;
        }
    }
}
