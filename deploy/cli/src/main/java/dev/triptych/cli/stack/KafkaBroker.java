package dev.triptych.cli.stack;

import dev.triptych.cli.CliException;
import dev.triptych.cli.Home;
import dev.triptych.cli.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** One Kafka broker that is its own controller, run from Maven jars. */
final class KafkaBroker {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private KafkaBroker() {}

    /** Writes its settings file. */
    static Path settings(Home home, int port, int controllerPort) {
        return new Settings()
                .with("process.roles", "broker,controller")
                .with("node.id", 1)
                .with("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort)
                .with("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port)
                .with("controller.listener.names", "CONTROLLER")
                .with("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort)
                .with("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT")
                .with("log.dirs", home.data().resolve("kafka"))
                .with("offsets.topic.replication.factor", 1)
                .with("offsets.topic.num.partitions", 1)
                .with("transaction.state.log.replication.factor", 1)
                .with("transaction.state.log.min.isr", 1)
                .with("group.initial.rebalance.delay.ms", 0)
                .write(home.config().resolve("kafka.properties"));
    }

    static List<String> command(Home home, Path settings) {
        return java(home, "384", "kafka.Kafka", List.of(settings.toString()));
    }

    /** Prepares the data folder; does nothing where that is done. */
    static void format(Home home) throws IOException, InterruptedException {
        if (Files.exists(home.data().resolve("kafka/meta.properties"))) {
            return;
        }
        Path settings = home.config().resolve("kafka.properties");
        List<String> arguments = List.of(
                "format",
                "--standalone",
                "--ignore-formatted",
                "--cluster-id=" + clusterId(),
                "-c",
                settings.toString());
        Subprocess.Result result = Subprocess.run(PATIENCE, java(home, "128", "kafka.tools.StorageTool", arguments));
        if (!result.ok()) {
            throw CliException.environment("Kafka could not prepare its data folder: " + result.tail(3));
        }
    }

    private static List<String> java(Home home, String heap, String main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                JavaCommand.java(),
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                home.build().resolve("kafka") + "/*",
                main));
        command.addAll(arguments);
        return command;
    }

    /**
     * Kafka's way to write an id: the 16 bytes of a UUID in URL-safe Base64. It may begin with a dash, so it is passed
     * behind an equals sign.
     */
    private static String clusterId() {
        UUID id = UUID.randomUUID();
        byte[] bytes = java.nio.ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
