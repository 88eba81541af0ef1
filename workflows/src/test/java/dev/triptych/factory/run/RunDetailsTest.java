package dev.triptych.factory.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.LedgerActivities.Waiting;
import dev.triptych.contracts.factory.RunCounts;
import dev.triptych.contracts.factory.RunProgress;
import dev.triptych.contracts.factory.RunStatus;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunDetailsTest {
    private static final RunId RUN = new RunId("01234567-89ab-cdef-0123-456789abcdef");

    @Test
    void tellsTheNumbersAndWhatIsWaitedForLongest() {
        Waiting oldest = new Waiting(new CandidateId(RUN, 9), "solution.solve", 45, "no worker has taken it");
        assertThat(RunDetails.of(
                        progress(new RunCounts(7, Map.of(RejectReason.WEAK_TESTS, 2), 1, 0), Optional.of(oldest), "")))
                .isEqualTo("""
                        **RUNNING** · 7 of 12 accepted · 3 in flight · 13 issued

                        Not accepted: 2 WEAK_TESTS, 1 failed, 0 cancelled

                        Waiting longest: candidate 9 at solution.solve for 45 s: no worker has taken it
                        """);
    }

    @Test
    void whatComesFromOutsideIsNoMarkup() {
        assertThat(RunDetails.of(progress(RunCounts.NONE, Optional.empty(), "a [link](x)\n# <b>heading</b>")))
                .endsWith("Closing: a \\[link\\](x) \\# \\<b\\>heading\\</b\\>\n");
    }

    @Test
    void whoWaitsSaysForWhatAndWhichUpdateLetsItGoOn() {
        RunProgress paused = new RunProgress(
                RUN, RunStatus.PAUSED, 12, 13, 3, RunCounts.NONE, 0, 1, Optional.empty(), "teacher big: HTTP 402");

        assertThat(RunDetails.of(paused)).contains("""
                Waiting for you: teacher big: HTTP 402

                When that is mended send the update `resume` without input""");
    }

    private static RunProgress progress(RunCounts counts, Optional<Waiting> oldest, String message) {
        return new RunProgress(RUN, RunStatus.RUNNING, 12, 13, 3, counts, 0, 1, oldest, message);
    }
}
