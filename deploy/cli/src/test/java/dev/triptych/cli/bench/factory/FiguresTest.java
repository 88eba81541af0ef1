package dev.triptych.cli.bench.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.cli.CapturedConsole;
import dev.triptych.cli.TestHome;
import dev.triptych.cli.stack.Stack;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
    private static final String RUN = "01234567-89ab-cdef-0123-456789abcdef";
    private static final Map<String, Duration> DRAWN = Map.of("p", Duration.ofSeconds(2), "q", Duration.ofSeconds(3));

    private static Call full(String slot, String prompt) {
        return new Call(RUN + slot, prompt, true, 1);
    }

    private static Measured measured(int got, long repaid, double served, String status) {
        return measured(got, repaid, served, status, Measured.Killed.NONE);
    }

    private static Measured measured(int got, long repaid, double served, String status, Measured.Killed killed) {
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
                killed);
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
    void aScenarioOfKillsWithoutThemDoesNotHold() {
        assertThat(killed(6, 6, Optional.empty()).problems()).isEmpty();
        assertThat(killed(1, 22, Optional.empty()).problems()).isEmpty();
        assertThat(killed(6, 5, Optional.empty()).problems()).containsExactly("5 services were killed, not 6");
        assertThat(killed(1, 0, Optional.empty()).problems())
                .containsExactly("0 services were killed, not 1: the run was too short");
        assertThat(killed(1, 3, Optional.of("no state")).problems()).containsExactly("killing failed: no state");
    }

    @Test
    void whatKeptServicesFromBeingKilledIsTold(@TempDir Path folder) {
        Stack stack = new Stack(TestHome.in(folder), new CapturedConsole().console());
        TeacherLog broken = (TeacherLog) Proxy.newProxyInstance(
                TeacherLog.class.getClassLoader(), new Class<?>[] {TeacherLog.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("no log");
                });
        try (Kills kills = Kills.start(Scenario.Kills.ALL_AT_45_PERCENT, stack, broken, 10)) {
            await().until(() -> kills.killed().failure().isPresent());
            assertThat(kills.killed())
                    .isEqualTo(new Measured.Killed(6, 0, Optional.of("java.lang.IllegalStateException: no log")));
        }
    }

    private static Measured killed(int least, int done, Optional<String> failure) {
        return measured(10, 0, 100, "COMPLETED", new Measured.Killed(least, done, failure));
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
