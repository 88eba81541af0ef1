package dev.triptych.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.verifier.judge.Judgement;
import dev.triptych.verifier.program.ProgramResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a program can make large must count, or remembering results would have no bound. */
class ResultBytesTest {
    private static final int MANY = 10_000;

    @Test
    void linesOfCoverageCountAsWhatTheyTake() {
        List<Integer> lines = IntStream.range(0, MANY).boxed().toList();
        Judgement.Lines coverage = new Judgement.Lines(lines, lines, lines, lines);

        assertThat(ResultBytes.of(judged("", Optional.of(coverage), List.of()))).isGreaterThan(4L * MANY * 20);
    }

    @Test
    void whatIsSuspectedAndWhyItFailedCount() {
        assertThat(ResultBytes.of(judged("", Optional.empty(), List.of("s".repeat(MANY)))))
                .isGreaterThan(MANY);
        assertThat(ResultBytes.of(judged("r".repeat(MANY), Optional.empty(), List.of())))
                .isGreaterThan(MANY);
    }

    @Test
    void aTextThatIsNotLatinTakesTwoBytesForEachCharacter() {
        assertThat(ResultBytes.of(judged("\u00e4\u4e2d".repeat(MANY), Optional.empty(), List.of())))
                .isGreaterThan(4L * MANY);
    }

    @Test
    void namesOfFilesCount() {
        ProgramResult result =
                new ProgramResult(Optional.empty(), Optional.empty(), Map.of("n".repeat(MANY), new byte[MANY]));

        assertThat(ResultBytes.of(result)).isGreaterThan(2L * MANY);
    }

    private static Judgement judged(String reason, Optional<Judgement.Lines> lines, List<String> suspicion) {
        return new Judgement(
                Verdict.WA,
                SuiteStyle.PYTEST,
                Assurance.SPLIT,
                reason,
                List.of(),
                new Judgement.Usage(Duration.ZERO, Duration.ZERO, 0, Optional.empty()),
                new Judgement.Texts("", "", "", ""),
                lines,
                List.of(),
                List.of(),
                suspicion,
                Limits.DEFAULT);
    }
}
