package dev.triptych.cli.bench.factory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final String RUN = "01234567-89ab-cdef-0123-456789abcdef";
    private static final Map<String, Duration> DRAWN = Map.of("p", Duration.ofSeconds(2), "q", Duration.ofSeconds(3));

    private static Call full(String slot, String prompt) {
        return new Call(RUN + slot, prompt, true, 1);
    }

    private static Measured measured(int got, long repaid, double served, String status) {
        return new Measured(
                "A",
                0.9,
                0.98,
                0.99,
                10,
                got,
                repaid,
                0,
                10,
                new TreeMap<>(Map.of("workflows", 1.5, "postgres", 1.0)),
                10,
                9.8,
                0.1,
                0.2,
                100,
                served,
                0,
                status,
                0);
    }

    @Test
    void aScheduleHasEachSlotOnceHoweverOftenItWasAsked() {
        Schedule schedule = Schedule.of(
                RUN,
                List.of(
                        new Call(RUN + "/1/RESPONSE/1/1", "p", false, 0),
                        full("/1/RESPONSE/1/1", "p"),
                        full("/1/RESPONSE/1/1", "p"),
                        new Call("another/1/RESPONSE/1/1", "p", true, 0)),
                DRAWN);
        assertThat(schedule.calls()).isEqualTo(1);
        assertThat(schedule.drawn()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aTripletIsAChainWhoseSolutionAndTestsAreAskedForTogether() {
        Schedule schedule = Schedule.of(
                RUN,
                List.of(
                        full("/1/RESPONSE/1/1", "p"),
                        full("/1/TESTS/1/1", "q"),
                        full("/1/SOLUTION/1/1", "p"),
                        full("/1/QUESTION/1/1", "q"),
                        full("/2/QUESTION/1/1", "p")),
                DRAWN);
        assertThat(schedule.rows()).hasSize(2);
        assertThat(schedule.rows().getFirst().stages()).hasSize(3);
        assertThat(schedule.rows().getFirst().stages().get(1))
                .containsExactlyInAnyOrder(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(Oracle.makespan(schedule.rows(), 4)).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void nothingIsWrongWithAScenarioThatLostAndRepaidNothing() {
        Measured measured = measured(10, 0, 100.9, "COMPLETED");
        assertThat(measured.problems()).isEmpty();
        assertThat(measured.cpuMsPerCall()).isEqualTo(2.5);
    }

    @Test
    void tellsWhatDoesNotHold() {
        assertThat(measured(9, 0, 100, "COMPLETED").problems()).containsExactly("1 of 10 rows are missing");
        assertThat(measured(10, 3, 100, "COMPLETED").problems())
                .containsExactly("3 answered calls were asked for again");
        assertThat(measured(10, 0, 100, "EXHAUSTED").problems()).isEmpty();
        assertThat(measured(9, 0, 100, "EXHAUSTED").problems())
                .containsExactly("1 of 10 rows are missing", "the run ended as EXHAUSTED");
        assertThat(measured(10, 0, 100, "FAILED").problems()).containsExactly("the run ended as FAILED");
        assertThat(measured(10, 0, 102, "COMPLETED").problems())
                .singleElement()
                .asString()
                .contains("too busy");
        assertThat(new Report(List.of(measured(9, 0, 100, "COMPLETED"))).allRight())
                .isFalse();
    }

    @Test
    void theJsonHasTheFiguresByTheirNames() {
        JsonNode row = new Report(List.of(measured(10, 0, 100, "COMPLETED")))
                .json()
                .path("scenarios")
                .path(0);
        assertThat(row.fieldNames())
                .toIterable()
                .contains(
                        "scenario",
                        "utilisation",
                        "efficiency",
                        "steadyUtilisation",
                        "asked",
                        "got",
                        "lost",
                        "repaid",
                        "refused429",
                        "cpuMsPerCall",
                        "seconds");
        List<String> lines = new ArrayList<>();
        new Report(List.of(measured(10, 0, 100, "COMPLETED"))).print(lines::add);
        assertThat(lines.get(1)).startsWith("A").contains("0.980");
    }

    @Test
    void scenariosAreFoundByTheBeginningOfTheirNames() {
        assertThat(Scenario.matching("E")).hasSize(2);
        assertThat(Scenario.matching("all")).hasSize(7);
        assertThat(Scenario.matching("Z")).isEmpty();
        assertThat(Scenario.matching("C").getFirst().asking()).isEmpty();
        assertThat(Scenario.matching("A").getFirst().asking()).containsEntry("concurrency", "64");
    }

    @Test
    void aSlowedClockChangesNothingButTheTimes() {
        Scenario refusing = Scenario.matching("C").getFirst();
        Scenario slowed = refusing.slowed(10);
        assertThat(slowed.name()).isEqualTo("Cx10");
        assertThat(slowed.rehearsal()).containsEntry("latency-mean", "PT5S").containsEntry("when-full", "refuse");
        assertThat(slowed.asking()).isEqualTo(refusing.asking());
        assertThat(refusing.slowed(1)).isSameAs(refusing);
    }
}
