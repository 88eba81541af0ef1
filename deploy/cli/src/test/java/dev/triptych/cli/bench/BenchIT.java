package dev.triptych.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The whole measurement with real baselines and a verifier that only answers. */
class BenchIT {
    private static Report measured(UnaryOperator<String> replies, String... rows) throws Exception {
        try (FakeVerifier verifier = new FakeVerifier(replies)) {
            return new Bench(verifier.url(), Path.of("python3"), Duration.ofSeconds(1)).run(List.of(rows), _ -> {});
        }
    }

    @Test
    void measuresRowsBesideABareInterpreter() throws Exception {
        Report report = measured(FakeVerifier::rightly, "function", "stdio-10", "cache");

        assertThat(report.allRight()).as(report.json().toPrettyString()).isTrue();
        assertThat(report.json().path("rows"))
                .extracting(row -> row.path("name").asText())
                .contains("exec", "function", "stdio-10", "cache");
        JsonNode exec = report.json().path("rows").get(0);
        assertThat(exec.path("ratioToExec").asDouble()).isEqualTo(1);
        assertThat(exec.path("cpuMs").asDouble()).isPositive();
        assertThat(report.json().path("rows")).allSatisfy(row -> {
            assertThat(row.path("perSecond").asDouble()).isPositive();
            assertThat(row.path("p99Ms").asDouble())
                    .isGreaterThanOrEqualTo(row.path("p50Ms").asDouble());
            assertThat(row.path("wrong").isIntegralNumber()).isTrue();
        });
    }

    @Test
    void aVerdictThatIsNotDueIsCountedAndShown() throws Exception {
        Report report = measured(_ -> "{\"verdict\":\"AC\"}", "function");

        List<String> lines = new ArrayList<>();
        report.print(lines::add);
        assertThat(report.allRight()).isFalse();
        assertThat(lines).anyMatch(line -> line.startsWith("wrong in function: function: WA was due"));
    }

    @Test
    void whatAServiceDoesNotOfferIsSkippedWithItsReason() throws Exception {
        Report report = measured(
                request -> request.contains("\"cpp\"")
                        ? "{\"verdict\":\"IE\",\"reason\":\"language cpp: no C++ compiler below /usr\"}"
                        : "{\"verdict\":\"RE\",\"stderr\":\"No module named 'numpy'\"}",
                "numpy",
                "cpp-fresh");

        assertThat(report.allRight()).isTrue();
        assertThat(report.json().path("skipped").findValuesAsText("name")).contains("numpy", "cpp-fresh");
    }
}
