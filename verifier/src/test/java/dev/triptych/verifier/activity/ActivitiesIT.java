package dev.triptych.verifier.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.verify.CppVersion;
import dev.triptych.contracts.verify.GenerateRequest;
import dev.triptych.contracts.verify.GenerateResult;
import dev.triptych.contracts.verify.JudgeRequest;
import dev.triptych.contracts.verify.JudgeResult;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.MatrixRequest;
import dev.triptych.contracts.verify.MatrixResult;
import dev.triptych.contracts.verify.MutantsRequest;
import dev.triptych.contracts.verify.MutantsResult;
import dev.triptych.contracts.verify.RerunsRequest;
import dev.triptych.contracts.verify.RerunsResult;
import dev.triptych.contracts.verify.SuiteDemand;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.contracts.verify.SuiteVerdict;
import dev.triptych.contracts.verify.ValidateRequest;
import dev.triptych.contracts.verify.ValidateResult;
import dev.triptych.testkit.MemoryArtifacts;
import dev.triptych.verifier.StartedVerifier;
import dev.triptych.verifier.Verifier;
import dev.triptych.verifier.factory.CasePrograms;
import dev.triptych.verifier.factory.Factory;
import dev.triptych.worker.TemporalConfig;
import dev.triptych.worker.WorkerSpec;
import dev.triptych.worker.Workers;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.RetryOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verifier's activities as a workflow has them: its own worker, a Temporal in memory, real jails. */
@Timeout(240)
class ActivitiesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Two heartbeats and what it takes to kill. */
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(5);

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Limits LIMITS = new Limits(10, 60, 256, 4);
    private static final EntryPoint ADD = new EntryPoint("add", "add(a, b)");
    private static final String RIGHT = "def add(a, b):\n    return a + b\n";
    private static final String WRONG = "def add(a, b):\n    return a - b\n";
    private static final String SUITE = "from solution import add\n\n\ndef test_add():\n    assert add(1, 2) == 3\n";
    /** Bears a mark that the host sees, and never ends. */
    private static final String SLEEPER = """
            import ctypes
            import time

            def add(a, b):
                ctypes.CDLL(None).prctl(15, b"%1$s", 0, 0, 0)
                time.sleep(600)

            def generate(seed):
                add(1, 2)

            def validate(input):
                add(1, 2)
            """;

    private static StartedVerifier started;
    private static TestServer.PortBoundTestServer temporal;
    private static WorkflowServiceStubs stubs;
    private static WorkflowClient client;
    private static Workers workers;
    private static final MemoryArtifacts ARTIFACTS = new MemoryArtifacts();

    @BeforeAll
    static void start() throws IOException {
        started = new StartedVerifier(Map.of());
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        temporal = TestServer.createPortBoundServer(port, false);
        stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .build());
        client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(TriptychJson.dataConverter())
                        .build());
        workers = new Workers(client, List.of(spec()), config(port));
        workers.start();
        await().atMost(SOON).until(workers::polling);
    }

    @AfterAll
    static void stop() {
        workers.close();
        stubs.shutdownNow();
        temporal.close();
        started.close();
    }

    /** What the service offers, and a workflow that asks for it. */
    private static WorkerSpec spec() {
        Verifier verifier = started.verifier();
        WorkerSpec spec = new VerifyWorker()
                .verify(verifier, new Factory(verifier), new CasePrograms(verifier), ARTIFACTS, started.config());
        return new WorkerSpec(spec.taskQueue(), spec.activities(), List.of(AskingOnce.class), spec.activitiesMax());
    }

    private static TemporalConfig config(int port) {
        return new SmallRyeConfigBuilder()
                .withMapping(TemporalConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of("triptych.temporal.target", "127.0.0.1:" + port), "test", 100))
                .build()
                .getConfigMapping(TemporalConfig.class);
    }

    @Test
    void judgesASolution() {
        JudgeResult result = ask("verify.judge", judge(Language.PYTHON, RIGHT, SUITE), JudgeResult.class);
        assertThat(result.verdict()).isEqualTo(Verdict.AC);
        assertThat(result.assurance()).isEqualTo(Assurance.SPLIT);
        assertThat(ARTIFACTS.readJson(result.evidence()).path("verdict").asText())
                .isEqualTo("AC");
    }

    @Test
    void judgesCppByItsSuite() {
        assumeCpp();
        String suite = "#include <cassert>\nint add(int, int);\nint main() { assert(add(1, 2) == 3); return 0; }\n";
        JudgeResult right = ask(
                "verify.judge",
                judge(Language.CPP, "int add(int a, int b) { return a + b; }\n", suite),
                JudgeResult.class);
        assertThat(right.verdict()).isEqualTo(Verdict.AC);
        assertThat(right.assurance()).isEqualTo(Assurance.IN_PROCESS);
        JudgeResult wrong = ask(
                "verify.judge",
                judge(Language.CPP, "int add(int a, int b) { return a - b; }\n", suite),
                JudgeResult.class);
        assertThat(wrong.verdict()).isEqualTo(Verdict.WA);
        assertThat(wrong.passed()).isZero();
    }

    @Test
    void judgesCppByItsCases() {
        assumeCpp();
        String program = "#include <iostream>\nint main() { int n; std::cin >> n; std::cout << n * 2 << '\\n'; }\n";
        JudgeResult result = ask("verify.judge", stdio(Language.CPP, program, """
                        {"cases": [{"stdin": "1", "stdout": "2"}, {"stdin": "2", "stdout": "5"}]}"""), JudgeResult.class);
        assertThat(result.verdict()).isEqualTo(Verdict.WA);
        assertThat(result.checks()).isEqualTo(2);
        assertThat(result.passed()).isEqualTo(1);
        assertThat(result.assurance()).isEqualTo(Assurance.OUTSIDE);
    }

    @Test
    void judgesCasesByAChecker() {
        JudgeResult result = ask("verify.judge", stdio(Language.PYTHON, "print(-3)", """
                        {"cases": [{"stdin": "", "stdout": "3"}], "checker": {"language": "python",
                         "source": "def check(input, expected, actual): return abs(int(actual)) == int(expected)"}}"""), JudgeResult.class);
        assertThat(result.verdict()).isEqualTo(Verdict.AC);
    }

    @Test
    void refusesRequestsThatMakeNoSense() {
        refused("verify.judge", stdio(Language.PYTHON, "x", "{\"cases\": []}"), "tests: cases: must be a list");
        refused(
                "verify.judge",
                stdio(Language.PYTHON, "x", "{\"cases\": [], \"language\": \"cpp\"}"),
                "tests: language");
        refused("verify.judge", stdio(Language.PYTHON, "x", "no json"), "tests: ");
        JudgeRequest python = judge(Language.PYTHON, RIGHT, SUITE);
        refused("verify.judge", styled(python, SuiteStyle.ASSERT, false), "style: assert is not for python");
        refused("verify.judge", styled(python, SuiteStyle.STDIO, true), "gates: not offered for stdio");
        refused("verify.mutants", new MutantsRequest(demand(), put(RIGHT), put(SUITE), List.of()), "variants: ");
        refused("verify.validate", new ValidateRequest(put("x = 1"), put("[1]"), LIMITS), "inputs: ");
        refused("verify.validate", new ValidateRequest(put("x = 1"), put("[]"), LIMITS), "inputs: ");
    }

    @Test
    void tellsWhichMutantsASuiteKills() {
        MutantsResult result = ask(
                "verify.mutants",
                new MutantsRequest(demand(), put(RIGHT), put(SUITE), List.of(put(WRONG), put(RIGHT))),
                MutantsResult.class);
        assertThat(result.reference().verdict()).isEqualTo(Verdict.AC);
        assertThat(result.variants()).extracting(SuiteVerdict::verdict).containsExactly(Verdict.WA, Verdict.AC);
        assertThat(result.killed()).isEqualTo(1);
        assertThat(result.survived()).isEqualTo(1);
        assertThat(ARTIFACTS.readJson(result.evidence())).hasSize(3);
    }

    @Test
    void tellsWhichMutantsACppSuiteKills() {
        assumeCpp();
        String suite = "#include <cassert>\nint add(int, int);\nint main() { assert(add(1, 2) == 3); return 0; }\n";
        String right = "int add(int a, int b) { return a + b; }\n";
        SuiteDemand demand = new SuiteDemand(Language.CPP, ADD, LIMITS, Assurance.IN_PROCESS);
        List<Sha256> variants = List.of(put(right.replace('+', '-')), put(right.replace("+ b", "+ b + 0")));
        MutantsResult result = ask(
                "verify.mutants", new MutantsRequest(demand, put(right), put(suite), variants), MutantsResult.class);
        assertThat(result.reference().verdict()).isEqualTo(Verdict.AC);
        assertThat(result.variants()).extracting(SuiteVerdict::verdict).containsExactly(Verdict.WA, Verdict.AC);
    }

    @Test
    void judgesEverySolutionByEverySuite() {
        String weak = "from solution import add\n\n\ndef test_add():\n    assert add(2, 0) == 2\n";
        MatrixResult result = ask(
                "verify.matrix",
                new MatrixRequest(demand(), List.of(put(RIGHT), put(WRONG)), List.of(put(SUITE), put(weak))),
                MatrixResult.class);
        assertThat(result.rows())
                .extracting(row -> row.stream().map(SuiteVerdict::verdict).toList())
                .containsExactly(List.of(Verdict.AC, Verdict.AC), List.of(Verdict.WA, Verdict.AC));
        assertThat(ARTIFACTS.readJson(result.evidence())).hasSize(4);
    }

    @Test
    void findsWhatHangsOnTheOrder() {
        String counting = "calls = []\n\n\ndef add(a, b):\n    calls.append(a)\n    return len(calls)\n";
        String suite = "from solution import add\n\n\ndef test_first():\n    assert add(1, 2) == 1\n\n\n"
                + "def test_second():\n    assert add(1, 2) == 2\n";
        RerunsResult result =
                ask("verify.reruns", new RerunsRequest(demand(), put(counting), put(suite), 8, 7), RerunsResult.class);
        assertThat(result.stable()).isFalse();
        assertThat(result.unstableChecks()).containsExactly("test_first", "test_second");
        assertThat(result.runs()).hasSize(8);
        RerunsResult steady =
                ask("verify.reruns", new RerunsRequest(demand(), put(RIGHT), put(SUITE), 3, 7), RerunsResult.class);
        assertThat(steady.stable()).isTrue();
    }

    @Test
    void makesAndChecksInputs() {
        String generator = "import random\n\ndef generate(seed):\n    random.seed(seed)\n"
                + "    return ['%d\\n' % random.randrange(100) for _ in range(5)]\n";
        GenerateResult made =
                ask("verify.generate", new GenerateRequest(put(generator), 7, LIMITS), GenerateResult.class);
        assertThat(made.verdict()).as(made.reason()).isEqualTo(Verdict.AC);
        assertThat(made.count()).isEqualTo(5);
        assertThat(ARTIFACTS.readJson(made.inputs())).hasSize(5);

        String validator = "def validate(input):\n    return 0 <= int(input) < 100\n";
        ValidateResult legal = ask(
                "verify.validate", new ValidateRequest(put(validator), made.inputs(), LIMITS), ValidateResult.class);
        assertThat(legal.legal()).hasSize(5).containsOnly(true);
        ValidateResult broken = ask(
                "verify.validate",
                new ValidateRequest(put(validator), put("[\"1\", \"100\", \"x\", \"2\"]"), LIMITS),
                ValidateResult.class);
        assertThat(broken.verdict()).isEqualTo(Verdict.RE);
        assertThat(broken.legal()).containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify.judge",
                "verify.mutants",
                "verify.matrix",
                "verify.reruns",
                "verify.generate",
                "verify.validate"
            })
    void aCancellationKillsTheRun(String activity) {
        String mark = "ac" + Long.toHexString(System.nanoTime() & 0xFFFF_FFFFL);
        Limits limits = new Limits(60, 300, 256, 4);
        SuiteDemand demand = new SuiteDemand(Language.PYTHON, ADD, limits, Assurance.SPLIT);
        Sha256 sleeper = put(SLEEPER.formatted(mark));
        Sha256 suite = put(SUITE);
        Object request =
                switch (activity) {
                    case "verify.judge" ->
                        new JudgeRequest(Language.PYTHON, sleeper, suite, ADD, limits, Assurance.SPLIT, false);
                    case "verify.mutants" -> new MutantsRequest(demand, sleeper, suite, List.of(sleeper, sleeper));
                    case "verify.matrix" -> new MatrixRequest(demand, List.of(sleeper, sleeper), List.of(suite));
                    case "verify.reruns" -> new RerunsRequest(demand, sleeper, suite, 5, 7);
                    case "verify.generate" -> new GenerateRequest(sleeper, 7, limits);
                    default -> new ValidateRequest(sleeper, put("[\"1\"]"), limits);
                };
        WorkflowStub asked = start(activity, request);
        // Several heartbeat timeouts long: it is alive only because it beats.
        await().atMost(SOON).until(() -> marked(mark) > 0);
        await().during(HEARTBEAT.multipliedBy(2)).atMost(SOON).until(() -> marked(mark) > 0);

        asked.cancel();

        await().atMost(KILLED_WITHIN).until(() -> marked(mark) == 0);
        assertThatThrownBy(() -> asked.getResult(SOON.toMillis(), TimeUnit.MILLISECONDS, JsonNode.class))
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
        await().atMost(KILLED_WITHIN)
                .until(() -> started.verifier().admission().busy() == 0
                        && started.verifier().admission().waiting() == 0);
        assertThat(marked(mark)).isZero();
    }

    private static void refused(String activity, Object request, String problem) {
        assertThatThrownBy(() -> ask(activity, request, JsonNode.class))
                .hasStackTraceContaining("INVALID_INPUT")
                .hasStackTraceContaining(problem);
    }

    private static <T> T ask(String activity, Object request, Class<T> result) {
        try {
            JsonNode answer =
                    start(activity, request).getResult(SOON.toMillis(), TimeUnit.MILLISECONDS, JsonNode.class);
            return TriptychJson.mapper().convertValue(answer, result);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static WorkflowStub start(String activity, Object request) {
        WorkflowStub stub = client.newUntypedWorkflowStub(
                "AskOnce",
                WorkflowOptions.newBuilder().setTaskQueue(spec().taskQueue()).build());
        stub.start(activity, TriptychJson.mapper().valueToTree(request));
        return stub;
    }

    private static SuiteDemand demand() {
        return new SuiteDemand(Language.PYTHON, ADD, LIMITS, Assurance.SPLIT);
    }

    private static JudgeRequest judge(Language language, String solution, String tests) {
        Assurance least = language == Language.CPP ? Assurance.IN_PROCESS : Assurance.SPLIT;
        return new JudgeRequest(language, put(solution), put(tests), ADD, LIMITS, least, false);
    }

    private static JudgeRequest stdio(Language language, String solution, String tests) {
        return new JudgeRequest(
                language,
                put(solution),
                put(tests),
                ADD,
                LIMITS,
                Assurance.OUTSIDE,
                false,
                Optional.of(SuiteStyle.STDIO),
                language == Language.CPP ? Optional.of(CppVersion.CPP_20) : Optional.empty());
    }

    private static JudgeRequest styled(JudgeRequest like, SuiteStyle style, boolean gates) {
        return new JudgeRequest(
                like.language(),
                like.solution(),
                like.tests(),
                like.entryPoint(),
                like.limits(),
                like.minAssurance(),
                gates,
                Optional.of(style),
                Optional.empty());
    }

    private static Sha256 put(String text) {
        return ARTIFACTS.putText(text);
    }

    private static void assumeCpp() {
        assumeTrue(started.verifier().toolchain().cpp().isPresent(), "SKIPPED: no C++ compiler");
    }

    /** Processes on the host that bear the mark. */
    private static long marked(String mark) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(process -> comm(process).equals(mark)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String comm(Path process) {
        try {
            return Files.isDirectory(process.resolve("task"))
                    ? Files.readString(process.resolve("comm")).strip()
                    : "";
        } catch (IOException e) {
            return ""; // it has just ended
        }
    }

    @WorkflowInterface
    public interface AskOnce {
        @WorkflowMethod(name = "AskOnce")
        JsonNode run(String activity, JsonNode request);
    }

    public static final class AskingOnce implements AskOnce {
        @Override
        public JsonNode run(String activity, JsonNode request) {
            return Workflow.newUntypedActivityStub(ActivityOptions.newBuilder()
                            .setStartToCloseTimeout(Duration.ofMinutes(5))
                            .setHeartbeatTimeout(HEARTBEAT)
                            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                            .setRetryOptions(RetryOptions.newBuilder()
                                    .setMaximumAttempts(1)
                                    .build())
                            .build())
                    .execute(activity, JsonNode.class, request);
        }
    }
}
