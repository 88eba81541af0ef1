package dev.triptych.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.question.DraftResult;
import dev.triptych.contracts.verify.JudgeRequest;
import dev.triptych.contracts.verify.JudgeResult;
import dev.triptych.contracts.verify.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractsTest {
    private static final RunId RUN = new RunId("0194d1b2-0000-7000-8000-00000000002a");
    private static final CandidateId CANDIDATE = new CandidateId(RUN, 7);

    @Test
    void aCandidateIsWrittenAndReadAsRunAndNumber() {
        assertThat(CandidateId.parse(CANDIDATE.toString())).isEqualTo(CANDIDATE);
    }

    @Test
    void theSameCandidateAlwaysBecomesTheSameTriplet() {
        assertThat(CANDIDATE.tripletId())
                .isEqualTo(CandidateId.parse(RUN + "/7").tripletId());
        assertThat(CANDIDATE.tripletId()).isNotEqualTo(new CandidateId(RUN, 8).tripletId());
    }

    @Test
    void aSlotKeyNamesEveryPartOfTheAnswer() {
        assertThat(new SlotKey(CANDIDATE, Step.SOLUTION, 2, 1)).hasToString(RUN + "/7/SOLUTION/2/1");
    }

    @ParameterizedTest
    @CsvSource({"2,3,EASY", "1,1,EASY", "1,2,MEDIUM", "1,3,MEDIUM", "1,4,HARD", "0,2,HARD"})
    void difficultyIsTheShareThatPassed(int passed, int counted, Difficulty expected) {
        assertThat(Difficulty.of(passed, counted)).isEqualTo(expected);
    }

    @Test
    void theMoreSevereVerdictWins() {
        assertThat(Verdict.AC.or(Verdict.WA)).isEqualTo(Verdict.WA);
        assertThat(Verdict.CHEAT.or(Verdict.RE)).isEqualTo(Verdict.CHEAT);
        assertThat(Verdict.CHEAT.or(Verdict.IE)).isEqualTo(Verdict.IE);
    }

    @Test
    void sealedResultsSurviveTheWire() throws JsonProcessingException {
        DraftResult draft = new DraftResult.Dropped(RejectReason.ABSTAINED, Sha256.of("why"));
        Outcome outcome = new Outcome.Accepted(CANDIDATE.tripletId(), Difficulty.MEDIUM);
        JudgeResult judged = new JudgeResult(
                Verdict.AC,
                Assurance.SPLIT,
                4,
                4,
                Optional.of(0.95),
                List.of(),
                List.of("helper"),
                Sha256.of("evidence"));

        assertThat(roundTrip(draft, DraftResult.class)).isEqualTo(draft);
        assertThat(roundTrip(outcome, Outcome.class)).isEqualTo(outcome);
        assertThat(roundTrip(judged, JudgeResult.class)).isEqualTo(judged);
    }

    @Test
    void anOlderWorkerSurvivesAFieldThatItDoesNotKnow() throws JsonProcessingException {
        String newer = "{\"type\":\"rejected\",\"reason\":\"UNSOLVED\",\"addedLater\":1}";

        assertThat(TriptychJson.mapper().readValue(newer, Outcome.class))
                .isEqualTo(new Outcome.Rejected(RejectReason.UNSOLVED, Optional.empty()));
    }

    @Test
    void aRequestOfAnOlderWorkflowIsJudgedInItsLanguagesOwnStyle() throws JsonProcessingException {
        Sha256 any = Sha256.of("any");
        JudgeRequest older = new JudgeRequest(
                Language.PYTHON, any, any, new EntryPoint("f", "f()"), Limits.DEFAULT, Assurance.SPLIT, true);
        String written = TriptychJson.mapper().writeValueAsString(older);
        assertThat(written).doesNotContain("style", "standard");
        assertThat(TriptychJson.mapper().readValue(written, JudgeRequest.class)).isEqualTo(older);
    }

    @Test
    void everyErrorNamesWhoMustAct() {
        assertThat(ErrorCode.values())
                .allSatisfy(code -> assertThat(code.party()).isNotNull());
        assertThat(ActivityErrors.failure(ErrorCode.RUN_CLOSED, "closed").isNonRetryable())
                .isTrue();
        assertThat(ActivityErrors.failure(ErrorCode.TEACHER_UNAVAILABLE, "503").isNonRetryable())
                .isFalse();
    }

    @Test
    void aWishToComeAgainDoesNotMakeAnErrorOneThatPasses() {
        Duration wish = Duration.ofSeconds(3);
        assertThat(ActivityErrors.retryAfter(ErrorCode.TEACHER_UNAUTHORIZED, "401", wish)
                        .isNonRetryable())
                .isTrue();
        assertThat(ActivityErrors.retryAfter(ErrorCode.TEACHER_RATE_LIMITED, "429", wish)
                        .isNonRetryable())
                .isFalse();
    }

    @Test
    void limitsOutOfRangeNameTheField() {
        assertThatThrownBy(() -> new Limits(Double.NaN, 1, 512, 16)).hasMessageContaining("limits.cpuSeconds");
        assertThatThrownBy(() -> new Limits(1, 1, -1, 16)).hasMessageContaining("limits.memoryMiB");
    }

    private static <T> T roundTrip(T value, Class<T> type) throws JsonProcessingException {
        return TriptychJson.mapper().readValue(TriptychJson.mapper().writeValueAsString(value), type);
    }
}
