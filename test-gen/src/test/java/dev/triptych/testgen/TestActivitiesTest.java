package dev.triptych.testgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.Question;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.TeacherChoice;
import dev.triptych.contracts.tests.TestActivities;
import dev.triptych.contracts.tests.WriteTestsRequest;
import dev.triptych.contracts.tests.WriteTestsResult;
import dev.triptych.teacher.Answer.Finish;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.TeacherException;
import dev.triptych.testkit.MemoryArtifacts;
import dev.triptych.testkit.ScriptedTeacher;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestActivitiesTest {
    private static final CandidateId CANDIDATE = CandidateId.parse("11111111-2222-3333-4444-555555555555/7");
    private static final TeacherChoice CHOICE = new TeacherChoice("rehearsal", 0.7);
    private static final TestGenConfig CONFIG = new TestGenConfig() {
        @Override
        public int writeTokensMax() {
            return 4000;
        }

        @Override
        public int activitiesMax() {
            return 2;
        }
    };
    private static final String SUITE = """
            from solution import add


            def test_small():
                assert add(1, 2) == 3


            def test_zero():
                assert add(0, 0) == 0


            def test_negative():
                assert add(-1, -2) == -3
            """;

    private final ScriptedTeacher teacher = new ScriptedTeacher();
    private final MemoryArtifacts artifacts = new MemoryArtifacts();
    private final TestActivities activities = new TestActivitiesAdapter(new WriteTests(teacher, artifacts, CONFIG));

    private WriteTestsResult write(int attempt) {
        Question question = new Question(
                CANDIDATE,
                artifacts.putText("Add the numbers with `add(a: int, b: int) -> int`."),
                new EntryPoint("add", "add(a: int, b: int) -> int"),
                Language.PYTHON,
                "Docs",
                Sha256.of("seed"));
        return activities.write(new WriteTestsRequest(question, "default", attempt, CHOICE));
    }

    private static String fenced(String code) {
        return "```python\n" + code + "```\n";
    }

    @Test
    void asksInTheSlotOfItsAttempt() {
        teacher.says(fenced(SUITE));
        write(2);
        Ask ask = teacher.asks().getFirst();
        assertThat(ask.slot()).isEqualTo(new SlotKey(CANDIDATE, Step.TESTS, 2, 1));
        assertThat(ask.maxTokens()).isEqualTo(4000);
        assertThat(ask.prompt().user())
                .contains("from solution import add", "`add(a: int, b: int) -> int`", "Add the numbers");
    }

    @Test
    void keepsASuiteThatPassesTheGate() {
        String reply = "Here:\n" + fenced(SUITE) + "Run it by:\n```bash\npytest\n```\n";
        teacher.says(reply);
        WriteTestsResult.Written written = (WriteTestsResult.Written) write(1);
        assertThat(artifacts.readText(written.tests())).isEqualTo(SUITE);
        assertThat(written.checks()).isEqualTo(3);
        assertThat(written.reply()).isEqualTo(Sha256.of(reply));
    }

    @Test
    void repeatsTheSameResultWithoutAnotherCall() {
        teacher.says(fenced(SUITE));
        assertThat(write(1)).isEqualTo(write(1));
        assertThat(teacher.calls()).isEqualTo(1);
    }

    @Test
    void takesTheLastSuiteAndNothingFromTheReasoning() {
        teacher.says("<think>" + fenced(SUITE.replace("== 3", "== 4")) + "</think>" + fenced("x = 1\n") + fenced(SUITE)
                + fenced("def add(a, b):\n    return a + b\n"));
        assertThat(artifacts.readText(((WriteTestsResult.Written) write(1)).tests()))
                .isEqualTo(SUITE);
    }

    @Test
    void namesTheBrokenRuleWithItsLineInTheEvidence() {
        teacher.says(fenced(SUITE + "\n\ndef add(a, b):\n    return a + b\n"));
        WriteTestsResult.Invalid invalid = (WriteTestsResult.Invalid) write(1);
        assertThat(invalid.rule()).isEqualTo("shadows-entry-point");
        var evidence = artifacts.readJson(invalid.evidence());
        assertThat(evidence.get("reason").asText()).isEqualTo("shadows-entry-point");
        assertThat(evidence.at("/findings/0/line").asInt()).isEqualTo(16);
        assertThat(evidence.at("/findings/0/text").asText()).isEqualTo("def add(a, b):");
        assertThat(artifacts.readText(new Sha256(evidence.get("suite").asText())))
                .startsWith(SUITE);
    }

    @Test
    void passesAProgramWithoutTestsToTheGate() {
        teacher.says(fenced("from solution import add\n\nprint(add(1, 2))\n"));
        assertThat(write(1)).extracting("rule").isEqualTo("too-few-tests");
    }

    @Test
    void saysWhyAReplyHoldsNoSuite() {
        assertThat(reasonOf("Sorry.", Finish.STOP, 1)).isEqualTo("no-code");
        assertThat(reasonOf("```python\ndef test_a(:\n```", Finish.STOP, 2)).isEqualTo("syntax");
        assertThat(reasonOf(fenced(SUITE), Finish.LENGTH, 3)).isEqualTo("truncated");
        assertThat(reasonOf("", Finish.REFUSED, 4)).isEqualTo("refused");
        assertThat(reasonOf("<think>" + fenced(SUITE), Finish.STOP, 5)).isEqualTo("no-code");
    }

    private String reasonOf(String reply, Finish finish, int attempt) {
        teacher.says(reply, Optional.empty(), finish);
        WriteTestsResult.Unreadable unreadable = (WriteTestsResult.Unreadable) write(attempt);
        var evidence = artifacts.readJson(unreadable.evidence());
        assertThat(evidence.get("reason").asText()).isEqualTo(unreadable.reason());
        assertThat(evidence.get("reply").asText()).isEqualTo(Sha256.of(reply).hex());
        return unreadable.reason();
    }

    @Test
    void failsWithTheTeachersCode() {
        teacher.fails(new TeacherException(ErrorCode.RUN_CLOSED, "the run is closed", Optional.empty()));
        assertThatThrownBy(() -> write(1)).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getType()).isEqualTo("RUN_CLOSED");
            assertThat(failure.isNonRetryable()).isTrue();
        });
    }
}
