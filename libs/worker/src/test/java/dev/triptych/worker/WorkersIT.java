package dev.triptych.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.triptych.contracts.json.TriptychJson;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final int port = freePort();
    private final TemporalConfig config = TemporalConfigTest.config(
            Map.of("triptych.temporal.target", "127.0.0.1:" + port, "triptych.temporal.drain-timeout", "PT1S"));
    private final WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(config.target()).build());
    private final WorkflowClient client = WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                    .setDataConverter(TriptychJson.dataConverter())
                    .build());
    private TestServer.PortBoundTestServer temporal;
    private final Thinking thinking = new Thinking();
    private final Workers workers = new Workers(
            client, List.of(new WorkerSpec("queue", List.of(thinking), List.of(AskingOnce.class), 2)), config);

    @AfterEach
    void close() {
        workers.close();
        stubs.shutdownNow();
        if (temporal != null) {
            temporal.close();
        }
    }

    private void startTemporal() {
        temporal = TestServer.createPortBoundServer(port, false);
    }

    @Test
    void waitsForATemporalThatIsNotThereYet() throws Exception {
        workers.start();
        await().atMost(SOON).untilAsserted(() -> assertThat(workers.trouble())
                .isEqualTo("triptych.temporal.target: 127.0.0.1:" + port + " does not answer (UNAVAILABLE)"));

        startTemporal();
        await().atMost(SOON).until(workers::polling);
        assertThat(workers.trouble()).isEmpty();
        thinking.done.countDown();
        assertThat(ask("first").getResult(10, TimeUnit.SECONDS, String.class)).isEqualTo("thought");
    }

    @Test
    void keepsALongActivityAliveWithoutItsHelp() throws Exception {
        startTemporal();
        workers.start();
        WorkflowStub asked = ask("long");
        thinking.begun.await();
        // Three heartbeat timeouts long.
        assertThat(thinking.done.await(3 * HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS))
                .isFalse();
        thinking.done.countDown();
        assertThat(asked.getResult(10, TimeUnit.SECONDS, String.class)).isEqualTo("thought");
    }

    @Test
    void interruptsAnActivityThatNobodyWaitsForAnyMore() throws Exception {
        startTemporal();
        workers.start();
        WorkflowStub asked = ask("cancelled");
        thinking.begun.await();
        asked.cancel();
        assertThat(thinking.interrupted.await(SOON.toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        assertThatThrownBy(() -> asked.getResult(10, TimeUnit.SECONDS, String.class))
                .isInstanceOf(WorkflowFailedException.class);
    }

    private WorkflowStub ask(String id) {
        WorkflowStub stub = client.newUntypedWorkflowStub(
                "AskOnce",
                WorkflowOptions.newBuilder()
                        .setTaskQueue("queue")
                        .setWorkflowId(id)
                        .build());
        stub.start();
        return stub;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @WorkflowInterface
    public interface AskOnce {
        @WorkflowMethod(name = "AskOnce")
        String run();
    }

    public static final class AskingOnce implements AskOnce {
        private final Think think = Workflow.newActivityStub(
                Think.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .setHeartbeatTimeout(HEARTBEAT)
                        .build());

        @Override
        public String run() {
            return think.think();
        }
    }

    @ActivityInterface
    public interface Think {
        String think();
    }

    public static final class Thinking implements Think {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch done = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public String think() {
            begun.countDown();
            try {
                done.await();
                return "thought";
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
