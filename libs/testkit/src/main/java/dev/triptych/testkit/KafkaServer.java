package dev.triptych.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real broker of one process, from the jars that {@code deploy/kafka} collects, on a free port. */
public final class KafkaServer implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(90);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    /** 16 bytes; which ones does not matter. */
    private static final String CLUSTER = Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

    private final Path directory;
    private final int port;
    private Process process;

    private KafkaServer(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** Starts an empty broker in {@code directory} and waits until it listens. */
    public static KafkaServer start(Path directory) {
        int port = freePort();
        int controller = freePort();
        try {
            Path settings = Files.writeString(directory.resolve("kafka.properties"), """
                    process.roles=broker,controller
                    node.id=1
                    listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                    advertised.listeners=PLAINTEXT://127.0.0.1:%d
                    controller.listener.names=CONTROLLER
                    controller.quorum.bootstrap.servers=127.0.0.1:%d
                    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                    log.dirs=%s
                    offsets.topic.replication.factor=1
                    offsets.topic.num.partitions=1
                    transaction.state.log.replication.factor=1
                    transaction.state.log.min.isr=1
                    group.initial.rebalance.delay.ms=0
                    auto.create.topics.enable=false
                    """.formatted(
                            port, controller, port, controller, directory.resolve("data")));
            Process format = run(
                    directory,
                    "kafka.tools.StorageTool",
                    "format",
                    "--standalone",
                    "-t",
                    CLUSTER,
                    "-c",
                    settings.toString());
            if (!format.waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS) || format.exitValue() != 0) {
                throw new IllegalStateException("Kafka's storage could not be prepared: see " + directory);
            }
            KafkaServer server = new KafkaServer(directory, port, run(directory, "kafka.Kafka", settings.toString()));
            server.awaitListening();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** For {@code triptych.kafka.bootstrap-servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** SIGKILL, as when the host dies; what was acknowledged stays. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts the killed broker on the same port, with what it had. */
    public void startAgain() throws IOException {
        process = run(
                directory, "kafka.Kafka", directory.resolve("kafka.properties").toString());
        awaitListening();
    }

    @Override
    public void close() {
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

    private void awaitListening() {
        Awaitility.await("the broker of " + directory.resolve("kafka.Kafka.log"))
                .atMost(START_MAX)
                .failFast("the broker ended", () -> !process.isAlive())
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        return socket.isConnected();
                    }
                });
    }

    private static Process run(Path directory, String main, String... arguments) throws IOException {
        Path jars = Repository.root().resolve("deploy/kafka/target/lib");
        if (!Files.isDirectory(jars)) {
            throw new AssertionError("There is no broker to test with: build the module deploy/kafka (mvn package).");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jars + File.separator + "*",
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(main + ".log").toFile()))
                .start();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
