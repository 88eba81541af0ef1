package dev.triptych.solution;

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
import dev.triptych.contracts.solution.RespondRequest;
import dev.triptych.contracts.solution.RespondResult;
import dev.triptych.contracts.solution.SolutionActivities;
import dev.triptych.contracts.solution.SolveRequest;
import dev.triptych.contracts.solution.SolveResult;
import dev.triptych.teacher.Answer.Finish;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.TeacherException;
import dev.triptych.testkit.MemoryArtifacts;
import dev.triptych.testkit.ScriptedTeacher;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SolutionActivitiesTest {
    private static final CandidateId CANDIDATE = CandidateId.parse("11111111-2222-3333-4444-555555555555/7");
    private static final TeacherChoice CHOICE = new TeacherChoice("rehearsal", 0.7);
    static final SolutionConfig CONFIG = new SolutionConfig() {
        @Override
        public int solveTokensMax() {
            return 4000;
        }

        @Override
        public int respondTokensMax() {
            return 9000;
        }

        @Override
        public int activitiesMax() {
            return 2;
        }
    };

    private final ScriptedTeacher teacher = new ScriptedTeacher();
    private final MemoryArtifacts artifacts = new MemoryArtifacts();
    private final SolutionActivities activities = new SolutionActivitiesAdapter(
            new SolveQuestion(teacher, artifacts, CONFIG),
            new RespondToQuestion(teacher, artifacts, CONFIG),
            new RespondToPage(teacher, artifacts, new GivenQuestions(artifacts), CONFIG));

    private Question question() {
        return new Question(
                CANDIDATE,
                artifacts.putText("Add the numbers with `add(a: int, b: int) -> int`."),
                new EntryPoint("add", "add(a: int, b: int) -> int"),
                Language.PYTHON,
                "Docs",
                Sha256.of("seed"));
    }

    private SolveResult solve() {
        return activities.solve(new SolveRequest(question(), "default", 2, CHOICE));
    }

    private RespondResult respond() {
        return activities.respond(new RespondRequest(question(), "default", 3, CHOICE));
    }

    private static String program(String body) {
        return "```python\ndef add(a, b):\n    " + body + "\n```\n";
    }

    @Test
    void asksForASolutionInTheSlotOfItsAttempt() {
        teacher.says(program("return a + b"));
        solve();
        Ask ask = teacher.asks().getFirst();
        assertThat(ask.slot()).isEqualTo(new SlotKey(CANDIDATE, Step.SOLUTION, 2, 1));
        assertThat(ask.maxTokens()).isEqualTo(4000);
        assertThat(ask.teacher()).isEqualTo(CHOICE);
        assertThat(ask.prompt().user()).contains("`add(a: int, b: int) -> int`", "Add the numbers");
    }

    @Test
    void keepsTheProgramAndTheHashOfTheReplyItWasReadFrom() {
        String reply = "First:\n" + program("return 0") + "Better:\n" + program("return a + b");
        teacher.says(reply);
        SolveResult.Written written = (SolveResult.Written) solve();
        assertThat(artifacts.readText(written.solution())).isEqualTo("def add(a, b):\n    return a + b\n");
        assertThat(written.reply()).isEqualTo(Sha256.of(reply));
    }

    @Test
    void repeatsTheSameResultWithoutAnotherCall() {
        teacher.says(program("return a + b"));
        assertThat(solve()).isEqualTo(solve());
        assertThat(teacher.calls()).isEqualTo(1);
    }

    @Test
    void readsNoProgramOutOfTheReasoning() {
        teacher.says("<think>" + program("return 0") + "</think>I do not know.");
        assertThat(solve()).extracting("reason").isEqualTo("no-code");
    }

    @Test
    void saysWhyAReplyHoldsNoSolution() {
        assertThat(reasonOf("Sorry.", Finish.STOP, 1)).isEqualTo("no-code");
        assertThat(reasonOf("```python\ndef add(a, b:\n```", Finish.STOP, 2)).isEqualTo("syntax");
        assertThat(reasonOf("```python\ndef plus(a, b): pass\n```", Finish.STOP, 3))
                .isEqualTo("no-entry-point");
        assertThat(reasonOf("```python\nfrom operator import add\n```", Finish.STOP, 4))
                .isEqualTo("no-entry-point");
        assertThat(reasonOf(program("return a"), Finish.LENGTH, 5)).isEqualTo("truncated");
        assertThat(reasonOf("", Finish.REFUSED, 6)).isEqualTo("refused");
    }

    private String reasonOf(String reply, Finish finish, int attempt) {
        teacher.says(reply, Optional.empty(), finish);
        SolveResult.Unreadable unreadable =
                (SolveResult.Unreadable) activities.solve(new SolveRequest(question(), "default", attempt, CHOICE));
        var evidence = artifacts.readJson(unreadable.evidence());
        assertThat(evidence.get("reason").asText()).isEqualTo(unreadable.reason());
        assertThat(evidence.get("reply").asText()).isEqualTo(Sha256.of(reply).hex());
        assertThat(evidence.get("detail").asText()).isNotEmpty();
        return unreadable.reason();
    }

    @Test
    void keepsReasoningWholeAnswerAndProgramOfAResponse() {
        teacher.says("<think>why ```python\nx\n``` so</think>\nIt adds.\n\n" + program("return a + b") + "Done.");
        RespondResult.Written written = (RespondResult.Written) respond();
        assertThat(artifacts.readText(written.thinking())).isEqualTo("why ```python\nx\n``` so");
        assertThat(artifacts.readText(written.answer())).startsWith("It adds.").endsWith("Done.");
        assertThat(artifacts.readText(written.solution())).isEqualTo("def add(a, b):\n    return a + b\n");
        assertThat(teacher.asks().getFirst().slot()).isEqualTo(new SlotKey(CANDIDATE, Step.RESPONSE, 1, 3));
        assertThat(teacher.asks().getFirst().maxTokens()).isEqualTo(9000);
    }

    @Test
    void takesReasoningFromItsOwnField() {
        teacher.says(program("return a + b"), Optional.of("why"), Finish.STOP);
        assertThat(artifacts.readText(((RespondResult.Written) respond()).thinking()))
                .isEqualTo("why");
    }

    @Test
    void refusesAResponseWhoseReasoningIsMissingOrNeverEnds() {
        teacher.says(program("return a + b"));
        assertThat(respond()).extracting("reason").isEqualTo("no-thinking");
        teacher.says("<think>" + program("return a + b"));
        assertThat(activities.respond(new RespondRequest(question(), "default", 4, CHOICE)))
                .extracting("reason")
                .isEqualTo("unclosed-thinking");
        teacher.says("<think></think>" + program("return a + b"));
        assertThat(activities.respond(new RespondRequest(question(), "default", 5, CHOICE)))
                .extracting("reason")
                .isEqualTo("no-thinking");
        teacher.says("<think>cut", Optional.empty(), Finish.LENGTH);
        assertThat(activities.respond(new RespondRequest(question(), "default", 6, CHOICE)))
                .extracting("reason")
                .isEqualTo("truncated");
    }

    @Test
    void takesTheProgramOfAResponseFromItsAnswerOnly() {
        teacher.says("<think>" + program("return a + b") + "</think>As above.");
        assertThat(respond()).extracting("reason").isEqualTo("no-code");
    }

    @Test
    void failsWithTheTeachersCodeAndDelay() {
        teacher.fails(new TeacherException(ErrorCode.TEACHER_RATE_LIMITED, "429", Optional.of(Duration.ofSeconds(3))));
        assertThatThrownBy(this::solve).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getType()).isEqualTo("TEACHER_RATE_LIMITED");
            assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(3));
        });
    }

    @Test
    void failsForGoodWhenTheQuestionIsNotInTheStore() {
        Question lost = new Question(
                CANDIDATE, Sha256.of("lost"), question().entryPoint(), Language.PYTHON, "Docs", Sha256.of("seed"));
        assertThatThrownBy(() -> activities.solve(new SolveRequest(lost, "default", 1, CHOICE)))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo("ARTIFACT_MISSING");
                    assertThat(failure.isNonRetryable()).isTrue();
                });
    }
}
