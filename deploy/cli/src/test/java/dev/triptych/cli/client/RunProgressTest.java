package dev.triptych.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.json.TriptychJson;
import org.junit.jupiter.api.Test;

class RunProgressTest {
    private static RunProgress of(String json) throws Exception {
        return new RunProgress(TriptychJson.mapper().readTree(json));
    }

    @Test
    void saysHowFarItIsAndWhatWaits() throws Exception {
        RunProgress progress = of("""
                {"run":"r","status":"RUNNING","target":12,
                 "progress":{"candidates":9,"accepted":6,"rejected":{"DUPLICATE":1,"UNSOLVED":1},"failed":0,"inFlight":1},
                 "teacher":{"calls":41},
                 "oldest":{"candidate":"r-4","stage":"attempt","seconds":12,"cause":"the teacher answers slowly"}}""");

        assertThat(progress.line())
                .isEqualTo("6/12 accepted · 9 candidates · 2 rejected · 1 in flight · 41 teacher calls"
                        + " · oldest: r-4 in attempt for 12 s, the teacher answers slowly");
        assertThat(progress.bar()).startsWith("▕████████████░░░░░░░░░░░░▏ 6/12");
        assertThat(progress.open()).isTrue();
    }

    @Test
    void saysHowBusyEachTeacherIs() throws Exception {
        RunProgress progress = of("""
                {"status":"RUNNING","target":2,"teacher":{"calls":7},
                 "busy":[{"profile":"fast","open":58,"limit":64,"waiting":3,"utilisation":0.906},
                         {"profile":"slow","open":1,"limit":16,"waiting":0,"utilisation":0.063}]}""");

        assertThat(progress.line()).endsWith("7 teacher calls · fast busy 58/64 (91 %) · slow busy 1/16 (6 %)");
    }

    @Test
    void saysWhatLetsAPausedRunGoOn() throws Exception {
        assertThat(
                        of("{\"run\":\"r-1\",\"status\":\"PAUSED\",\"target\":2,\"message\":\"TEACHER_UNAUTHORIZED: teacher big: HTTP 401\"}")
                                .line())
                .endsWith("PAUSED: TEACHER_UNAUTHORIZED: teacher big: HTTP 401"
                        + " (when that is mended: ./triptych run resume r-1)");
    }

    @Test
    void aClosedRunIsSeenAsClosed() throws Exception {
        assertThat(of("{\"status\":\"EXHAUSTED\",\"target\":2}").open()).isFalse();
        assertThat(of("{\"status\":\"PAUSED\",\"target\":2}").line()).contains("PAUSED");
    }

    @Test
    void moreThanTheTargetDoesNotBreakTheBar() throws Exception {
        assertThat(of("{\"target\":1,\"progress\":{\"accepted\":5}}").bar()).contains("█".repeat(24) + "▏");
        assertThat(of("{\"progress\":{\"accepted\":5}}").bar()).contains("░".repeat(24));
    }

    @Test
    void saysWhatOfItsBudgetIsSpentAndThatItWaits() throws Exception {
        RunProgress progress = of("""
                {"status":"WAITING_BUDGET","target":2,"message":"BUDGET_EXHAUSTED: no more",
                 "budget":{"limitMicroUsd":2500000,"spentMicroUsd":2490000,"limitTokens":9,"spentTokens":8}}""");

        assertThat(progress.line())
                .contains("$2.49 of $2.5 spent, 8 of 9 tokens spent · WAITING_BUDGET: BUDGET_EXHAUSTED: no more");
        assertThat(progress.open()).isTrue();
    }
}
