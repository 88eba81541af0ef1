package dev.triptych.factory.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.Difficulty;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.factory.CarriedRun;
import dev.triptych.contracts.factory.CommandResult;
import dev.triptych.contracts.factory.Obstacle;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.PageResult;
import dev.triptych.contracts.factory.RunCounts;
import dev.triptych.contracts.factory.RunInput;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.contracts.json.TriptychJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunStateTest {
    private static final Outcome ACCEPTED = new Outcome.Accepted(
            new CandidateId(new RunId("01234567-89ab-cdef-0123-456789abcdef"), 1).tripletId(), Difficulty.EASY);
    private static final Outcome UNSOLVED = new Outcome.Rejected(RejectReason.UNSOLVED, Optional.empty());
    private static final Outcome BROKEN = new Outcome.Failed(ErrorCode.INTERNAL, "broken");

    private final RunState state = new RunState(null);

    @Test
    void beginsWithAFullWindow() {
        assertThat(state.room(input(100))).isEqualTo(8);
    }

    @Test
    void keepsNoMoreInFlightThanItTakesAtTheRateSeenSoFar() {
        state.issue(9);
        for (int number = 1; number <= 5; number++) {
            state.ended(number, ACCEPTED);
        }
        for (int number = 6; number <= 9; number++) {
            state.ended(number, UNSOLVED);
        }
        // One is missing, at a rate of 6 in 10.
        assertThat(state.room(input(6))).isEqualTo(2);
    }

    @Test
    void keepsOneInFlightHoweverGoodTheRate() {
        state.issue(3);
        for (int number = 1; number <= 3; number++) {
            state.ended(number, ACCEPTED);
        }
        assertThat(state.room(input(4))).isEqualTo(1);
    }

    @Test
    void issuesNothingOnceTheTargetIsMet() {
        state.issue(1);
        state.ended(1, ACCEPTED);
        assertThat(state.wantsMore(input(1))).isFalse();
        assertThat(state.reached(input(1))).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void isExhaustedWhenItMayIssueNoMore() {
        RunInput three = input(2, "maxCandidates", 3);
        assertThat(state.room(three)).isEqualTo(2);
        state.issue(2);
        state.ended(1, UNSOLVED);
        state.ended(2, UNSOLVED);
        assertThat(state.room(three)).isEqualTo(1);
        state.issue(3);
        state.ended(3, UNSOLVED);
        assertThat(state.wantsMore(three)).isFalse();
        assertThat(state.reached(three)).isEqualTo(RunStatus.EXHAUSTED);
    }

    @Test
    void countsAnEndOnce() {
        state.issue(2);
        state.ended(1, ACCEPTED);
        state.ended(1, ACCEPTED);
        state.ended(1, UNSOLVED);
        assertThat(state.counts().ended()).isEqualTo(1);
        assertThat(state.inFlight()).containsExactly(2);
    }

    @Test
    void remembersAnEndThatWasToldBeforeTheCandidateWasIssued() {
        state.ended(1, ACCEPTED);
        assertThat(state.counts().ended()).isZero();
        RunState next = new RunState(state.carry());
        next.issue(2);
        assertThat(next.endedEarly(1)).isTrue();
        assertThat(next.endedEarly(2)).isFalse();
    }

    @Test
    void givesUpWhenNothingIsDecidedAnyMore() {
        state.issue(20);
        for (int number = 1; number <= 9; number++) {
            state.ended(number, BROKEN);
        }
        assertThat(state.hopeless()).isFalse();
        state.ended(10, BROKEN);
        assertThat(state.wantsMore(input(100))).isFalse();
        assertThat(state.reached(input(100))).isEqualTo(RunStatus.FAILED);
        assertThat(state.message())
                .isEqualTo("10 candidates in a row ended without a verdict, the last with: INTERNAL: broken");
    }

    @Test
    void anyVerdictIsHope() {
        state.issue(20);
        for (int number = 1; number <= 20; number++) {
            state.ended(number, number % 10 == 0 ? UNSOLVED : BROKEN);
        }
        assertThat(state.hopeless()).isFalse();
    }

    @Test
    void givesUpAtOnceWhereTheUserMustAct() {
        state.issue(1);
        state.ended(1, new Outcome.Failed(ErrorCode.NO_SEEDS, "Docs has no seeds"));
        assertThat(state.reached(input(100))).isEqualTo(RunStatus.FAILED);
        assertThat(state.message()).isEqualTo("NO_SEEDS: Docs has no seeds");
    }

    @Test
    void appliesACommandOnce() {
        CommandResult paused = state.pause("a");
        CommandResult resumed = state.resume("b");
        assertThat(paused).isEqualTo(new CommandResult("pause", "a", RunStatus.PAUSED, 1));
        assertThat(resumed).isEqualTo(new CommandResult("resume", "b", RunStatus.RUNNING, 2));
        assertThat(new RunState(state.carry()).pause("a")).isEqualTo(paused);
        assertThat(state.commands()).isEqualTo(2);
    }

    @Test
    void tellsCommandsWithTheSameIdApart() {
        state.pause("a");
        assertThat(state.resume("a").status()).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void issuesNothingWhilePaused() {
        state.pause("a");
        assertThat(state.room(input(100))).isZero();
        assertThat(state.wantsMore(input(100))).isTrue();
    }

    @Test
    void waitsAtItsBudgetAndHandsThatOver() {
        state.issue(3);
        state.met(obstacle(2, 0, ErrorCode.BUDGET_EXHAUSTED), false);
        RunState next = new RunState(state.carry());
        assertThat(next.status()).isEqualTo(RunStatus.WAITING_BUDGET);
        assertThat(next.room(input(100))).isZero();
        assertThat(next.resume("a").status()).isEqualTo(RunStatus.WAITING_BUDGET);
        assertThat(next.retune("b").status()).isEqualTo(RunStatus.RUNNING);
        assertThat(next.tuningIsNews()).isTrue();
        assertThat(new RunState(next.carry()).tuningIsNews()).isTrue();
    }

    @Test
    void anObstacleFromBeforeTheLastTuningIsNoObstacle() {
        state.issue(1);
        state.retune("a");
        state.met(obstacle(1, 0, ErrorCode.BUDGET_EXHAUSTED), true);
        assertThat(state.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(state.wantsMore(input(100))).isTrue();
    }

    @Test
    void givesUpAtItsBudgetWhereItIsNotToWaitUntilTheBudgetIsRaised() {
        state.issue(3);
        state.met(obstacle(1, 0, ErrorCode.BUDGET_EXHAUSTED), true);
        state.met(obstacle(2, 0, ErrorCode.BUDGET_EXHAUSTED), true);
        assertThat(state.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(state.wantsMore(input(100))).isFalse();
        assertThat(state.givingUp()).containsExactly(1, 2);
        assertThat(state.givingUp()).isEmpty();
        assertThat(state.reached(input(100))).isEqualTo(RunStatus.BUDGET_EXHAUSTED);
        state.retune("a");
        assertThat(state.wantsMore(input(100))).isTrue();
    }

    @Test
    void pausedByPeopleItStaysPausedWhenTheBudgetIsRaised() {
        state.issue(1);
        state.pause("a");
        state.met(obstacle(1, 0, ErrorCode.BUDGET_EXHAUSTED), false);
        assertThat(state.status()).isEqualTo(RunStatus.WAITING_BUDGET);
        assertThat(state.retune("b").status()).isEqualTo(RunStatus.PAUSED);
    }

    private static Obstacle obstacle(int number, int tuning, ErrorCode code) {
        return new Obstacle(
                new CandidateId(new RunId("01234567-89ab-cdef-0123-456789abcdef"), number), tuning, code, "no more");
    }

    @Test
    void handsEverythingOver() {
        state.issue(5);
        state.ended(2, ACCEPTED);
        state.ended(3, BROKEN);
        state.pause("a");
        state.finish("b");
        RunState next = new RunState(state.carry());
        assertThat(next.inFlight()).containsExactly(1, 4, 5);
        assertThat(next.counts()).isEqualTo(state.counts());
        assertThat(next.status()).isEqualTo(RunStatus.PAUSED);
        assertThat(next.wantsMore(input(100))).isFalse();
        assertThat(next.executions()).isEqualTo(2);
        assertThat(next.issuedHere()).isZero();
    }

    @Test
    void handsOverLessThan16KibAtItsLargest() throws Exception {
        List<Integer> window =
                IntStream.rangeClosed(19_999_801, 20_000_000).boxed().toList();
        RunState state = new RunState(new CarriedRun(
                20_000_000,
                window,
                List.of(),
                List.of(),
                RunCounts.NONE,
                0,
                RunStatus.RUNNING,
                false,
                "x".repeat(600),
                0,
                List.of(),
                1_000,
                0,
                0,
                Optional.empty(),
                List.of(),
                Optional.empty()));
        for (int command = 0; command < 100; command++) {
            state.pause("%064d".formatted(command));
        }
        String json = TriptychJson.mapper().writeValueAsString(state.carry());
        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(16 * 1024);
    }

    @Test
    void fillsTheWindowWithWholePagesAndCutsOnlyTheLast() {
        RunInput input = pages(130, "window", 120, "page", 50);
        assertThat(state.room(input)).isEqualTo(100);
        issuePages(1, 51);
        assertThat(state.room(input)).isZero();
        state.endedPage(page(1, 50, new RunCounts(50, Map.of(), 0, 0), ""));
        assertThat(state.room(input)).isEqualTo(30);
    }

    @Test
    void aPageIsCountedOnceAndOnlyWhileItIsInFlight() {
        issuePages(1, 51);
        PageResult page = page(51, 100, new RunCounts(49, Map.of(RejectReason.UNREADABLE_RESPONSE, 1), 0, 0), "");
        state.endedPage(page);
        state.endedPage(page);
        assertThat(state.counts().ended()).isEqualTo(50);
        assertThat(state.inFlight()).hasSize(50);
        assertThat(state.pageOf(33)).isEqualTo(1);
    }

    @Test
    void pagesWithoutAnyVerdictEndTheRun() {
        issuePages(1, 51);
        state.endedPage(page(1, 50, new RunCounts(0, Map.of(), 50, 0), "TEACHER_UNAUTHORIZED: 401"));
        assertThat(state.hopeless()).isTrue();
        assertThat(state.message()).contains("50 candidates in a row", "401");
    }

    @Test
    void pagesInFlightSurviveTheHandOver() throws Exception {
        issuePages(1, 51);
        state.issue(100);
        RunState next = new RunState(TriptychJson.mapper()
                .readValue(TriptychJson.mapper().writeValueAsString(state.carry()), CarriedRun.class));
        assertThat(next.inFlight()).isEqualTo(state.inFlight());
        assertThat(next.pageOf(50)).isEqualTo(1);
        assertThat(next.pageOf(51)).isEqualTo(51);
    }

    @Test
    void whatWasCarriedBeforeThereWerePagesIsRead() throws Exception {
        String json = TriptychJson.mapper().writeValueAsString(state.carry()).replace("\"pages\":[],", "");
        assertThat(new RunState(TriptychJson.mapper().readValue(json, CarriedRun.class)).inFlight())
                .isEmpty();
    }

    private void issuePages(int... firsts) {
        List<Integer> unused = state.issue(100);
        IntStream.of(firsts).forEach(state::beginPage);
    }

    private static PageResult page(int first, int last, RunCounts counts, String undecided) {
        return new PageResult(new RunId("01234567-89ab-cdef-0123-456789abcdef"), first, last, counts, undecided);
    }

    private static RunInput pages(int target, Object... more) {
        ObjectNode json = TriptychJson.mapper()
                .createObjectNode()
                .put("recipe", "distill")
                .put("questions", Sha256.of("set").hex())
                .put("target", target);
        for (int i = 0; i < more.length; i += 2) {
            json.set((String) more[i], TriptychJson.mapper().valueToTree(more[i + 1]));
        }
        return ((RunInput.Valid) RunInput.read(json)).input();
    }

    private static RunInput input(int target, Object... more) {
        ObjectNode json = TriptychJson.mapper().createObjectNode().put("recipe", "kodcode");
        json.put("target", target);
        for (int i = 0; i < more.length; i += 2) {
            json.set((String) more[i], TriptychJson.mapper().valueToTree(more[i + 1]));
        }
        return ((RunInput.Valid) RunInput.read(json)).input();
    }
}
