package dev.triptych.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.system.stack.Command;
import dev.triptych.system.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measurement of the factory, small: what it counts must hold on any machine, how fast it is need not. */
class BenchFactoryST {
    private static final Duration BENCH_MAX = Duration.ofMinutes(8);

    @Test
    void nothingIsLostOrPaidForTwiceAlsoWhenEveryServiceIsKilled(@TempDir Path folder) throws Exception {
        Path figures = folder.resolve("figures.json");
        Command command = new Command(Command.home(), folder.resolve("state"));

        Command.Result result = command.run(
                BENCH_MAX,
                "bench",
                "factory",
                "--scenario",
                "A,E45",
                "--rows",
                "150",
                "--warm-up",
                "0",
                "--json",
                figures.toString());

        assertThat(figures).as(result.printed()).isNotEmptyFile();
        JsonNode scenarios = Stack.json(Files.readString(figures)).path("scenarios");
        assertThat(scenarios).as(result.printed()).hasSize(2).allSatisfy(row -> {
            assertThat(row.path("asked").asInt()).isEqualTo(150);
            assertThat(row.path("got").asInt()).isEqualTo(150);
            assertThat(row.path("lost").asInt()).isZero();
            assertThat(row.path("repaid").asInt()).isZero();
            assertThat(row.path("status").asText()).isEqualTo("COMPLETED");
            assertThat(row.path("efficiency").asDouble()).isBetween(0.001, 1.05);
        });
        assertThat(scenarios.path(1).path("killed").asInt()).isEqualTo(6);
    }
}
