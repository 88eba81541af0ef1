package dev.triptych.factory.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.LedgerActivities.OpenRun;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.FactoryFixture;
import dev.triptych.factory.requests.RunRequests.Answer;
import dev.triptych.factory.requests.RunRequests.Conflict;
import dev.triptych.factory.requests.RunRequests.Invalid;
import dev.triptych.factory.requests.RunRequests.Source;
import dev.triptych.factory.requests.RunRequests.Started;
import dev.triptych.factory.teachers.Profiles;
import dev.triptych.factory.temporal.ScriptedExecutions;
import dev.triptych.factory.temporal.TemporalUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RunRequestsIT {
    private static FactoryFixture factory;

    private final ScriptedExecutions temporal = new ScriptedExecutions();
    private final RunRequests requests = new RunRequests(factory.jdbi, temporal, factory.profiles);

    @BeforeAll
    static void open() {
        factory = new FactoryFixture();
    }

    @AfterAll
    static void close() {
        factory.close();
    }

    @Test
    void theSameKeyAndBodyAtOnceGiveOneRun() throws Exception {
        List<Answer> answers = atOnce(i -> requests.start(body(3), "at-once", Source.REST));

        Set<RunId> runs = answers.stream().map(a -> ((Started) a).run()).collect(Collectors.toSet());
        assertThat(runs).hasSize(1);
        assertThat(answers.stream().filter(a -> ((Started) a).created())).hasSize(1);
        assertThat(temporal.known).hasSize(1);
    }

    @Test
    void ofDifferentBodiesWithOneKeyExactlyOneIsStarted() throws Exception {
        List<Answer> answers = atOnce(i -> requests.start(body(1 + i), "contended", Source.REST));

        assertThat(answers.stream().filter(Started.class::isInstance)).hasSize(1);
        assertThat(answers.stream().filter(Conflict.class::isInstance)).hasSize(15);
        assertThat(temporal.known).hasSize(1);
    }

    @Test
    void aBodyThatSaysTheDefaultsIsTheSameBody() {
        Started first = (Started) requests.start(json("{'recipe':'kodcode','target':3}"), "defaults", Source.REST);

        Answer second = requests.start(json("{'target':3,'recipe':'kodcode','window':8}"), "defaults", Source.KAFKA);

        assertThat(second).isEqualTo(new Started(first.run(), first.workflowId(), false));
    }

    @Test
    void aRequestThatTemporalMissedIsStartedByItsRepeat() {
        temporal.away = true;
        assertThatThrownBy(() -> requests.start(body(3), "missed", Source.REST))
                .isInstanceOf(TemporalUnavailable.class)
                .hasMessageContaining("127.0.0.1:7233");
        temporal.away = false;

        assertThat(requests.start(body(3), "missed", Source.REST)).isInstanceOf(Started.class);
        assertThat(temporal.known).hasSize(1);
    }

    @Test
    void aStartWhoseAnswerWasLostIsFoundByItsRepeat() {
        Started first = (Started) requests.start(body(3), "lost", Source.REST);
        factory.jdbi.useHandle(
                handle -> handle.execute("update factory.run_request set run_id = null where key = 'lost'"));

        Started second = (Started) requests.start(body(3), "lost", Source.REST);

        assertThat(second.run()).isEqualTo(first.run());
    }

    @Test
    void theRunItselfNotesWhichRequestItCameFrom() {
        Started started = (Started) requests.start(body(3), "noted", Source.REST);
        factory.jdbi.useHandle(
                handle -> handle.execute("update factory.run_request set run_id = null where key = 'noted'"));

        factory.ledger.open(new OpenRun(started.run(), started.workflowId(), FactoryFixture.request(3)));

        assertThat(requests.find(started.run())).isPresent();
    }

    @Test
    void aRunThatNamesNoTeacherHasTheOnlyOne() {
        JsonNode unnamed = json("{'recipe':'kodcode','target':3,'teacher':null}");
        RunRequests big = new RunRequests(factory.jdbi, temporal, profiles("big"));

        Started started = (Started) big.start(unnamed, "unnamed", Source.REST);

        assertThat(big.find(started.run()).orElseThrow().input().path("teacher").asText())
                .isEqualTo("big");
    }

    @Test
    void aRunThatNamesNoTeacherIsToldTheChoices() {
        JsonNode unnamed = json("{'recipe':'kodcode','target':0}");
        RunRequests both = new RunRequests(factory.jdbi, temporal, profiles("big", "rehearsal"));

        assertThat(both.start(unnamed, "choices", Source.REST))
                .isEqualTo(new Invalid(List.of(
                        "target: must be ≥ 1, was 0",
                        "teacher: is missing; configured: big, rehearsal; for example"
                                + " {\"recipe\":\"kodcode\",\"target\":12,\"teacher\":\"big\"}")));
        assertThat(temporal.known).isEmpty();
    }

    private static Profiles profiles(String... names) {
        return new Profiles(Stream.of(names)
                .collect(Collectors.toMap(
                        name -> name,
                        name -> new Profiles.Profile(name, "model-1", false, Optional.empty(), Optional.empty()))));
    }

    @Test
    void tenantsDoNotShareKeys() {
        Started ours = (Started) requests.start(body(3), "shared", Source.REST);

        Answer theirs = requests.start(json("{'recipe':'kodcode','target':3,'tenant':'other'}"), "shared", Source.REST);

        assertThat(((Started) theirs).run()).isNotEqualTo(ours.run());
    }

    @Test
    void wrongInputLeavesNothingBehind() {
        Answer answer = requests.start(json("{'recipe':'kodcode','target':-3,'teacher':'x'}"), "wrong", Source.REST);

        assertThat(answer).isEqualTo(new Invalid(List.of("target: must be ≥ 1, was -3")));
        assertThat(temporal.known).isEmpty();
        assertThat(requests.start(body(1), "wrong", Source.REST)).isInstanceOf(Started.class);
    }

    @Test
    void anUnknownTeacherIsToldBeforeAnythingStarts() {
        assertThat(requests.start(json("{'recipe':'kodcode','target':3,'teacher':'gpt'}"), "teacher", Source.REST))
                .isEqualTo(new Invalid(List.of("teacher: no profile named gpt; configured: rehearsal")));
    }

    private static JsonNode body(int target) {
        return json("{'recipe':'kodcode','target':" + target + "}");
    }

    private static JsonNode json(String text) {
        try {
            return TriptychJson.mapper().readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Answer> atOnce(IntFunction<Answer> work) throws Exception {
        List<Callable<Answer>> calls = IntStream.range(0, 16)
                .mapToObj(i -> (Callable<Answer>) () -> work.apply(i))
                .toList();
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> future : threads.invokeAll(calls)) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
