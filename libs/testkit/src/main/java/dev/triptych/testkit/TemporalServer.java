package dev.triptych.testkit;

import dev.triptych.contracts.factory.RunSearchAttributes;
import dev.triptych.contracts.json.TriptychJson;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The real development server on a free port, with a database file and the settings of the launcher. */
public final class TemporalServer implements AutoCloseable {
    public static final String NAMESPACE = "default";
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    private final Process process;
    private final String target;
    private final WorkflowServiceStubs stubs;

    private TemporalServer(Process process, String target) {
        this.process = process;
        this.target = target;
        this.stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    }

    /** Starts a server with an empty database in {@code directory} and waits until it answers. */
    public static TemporalServer start(Path directory) {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                binary().toString(),
                "server",
                "start-dev",
                "--headless",
                "--ip",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--db-filename",
                directory.resolve("temporal.db").toString(),
                "--log-level",
                "error",
                "--sqlite-pragma",
                "journal_mode=wal",
                "--sqlite-pragma",
                "synchronous=normal"));
        RunSearchAttributes.DEFINITIONS.forEach(
                definition -> command.addAll(List.of("--search-attribute", definition)));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("temporal.log").toFile())
                    .start();
            TemporalServer server = new TemporalServer(process, "127.0.0.1:" + port);
            server.awaitAnswer(directory);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String target() {
        return target;
    }

    /** A client with our converter; it lives as long as the server. */
    public WorkflowClient client() {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setDataConverter(TriptychJson.dataConverter())
                        .build());
    }

    @Override
    public void close() {
        stubs.shutdownNow();
        process.destroy();
        try {
            if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer(Path directory) {
        Awaitility.await("the Temporal server of " + directory.resolve("temporal.log"))
                .atMost(START_MAX)
                .failFast("the Temporal server ended", () -> !process.isAlive())
                .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                .until(() -> stubs.blockingStub()
                        .describeNamespace(DescribeNamespaceRequest.newBuilder()
                                .setNamespace(NAMESPACE)
                                .build())
                        .hasNamespaceInfo());
    }

    private static Path binary() {
        Stream<Path> ours = Stream.of(
                        Optional.ofNullable(System.getenv("TRIPTYCH_TEMPORAL")).map(Path::of),
                        Optional.ofNullable(System.getProperty("triptych.home"))
                                .map(home -> Path.of(home, ".triptych", "tools", "temporal")))
                .flatMap(Optional::stream);
        Stream<Path> onThePath = Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "temporal"));
        return Stream.concat(ours, onThePath)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(
                                "There is no Temporal server to test with: run"
                                        + " './triptych doctor --install', put 'temporal' on the PATH, or name it in TRIPTYCH_TEMPORAL."));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
