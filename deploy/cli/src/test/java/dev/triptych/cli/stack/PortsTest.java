package dev.triptych.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.cli.CliException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    private Path folder;

    @Test
    void aWantedPortThatIsTakenIsToldInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Ports ports = new Ports(Map.of("workflows", taken.getLocalPort()), Map.of(), new Random(1));

            assertThatThrownBy(() -> ports.of("workflows"))
                    .isInstanceOf(CliException.class)
                    .hasMessageContainingAll("Port " + taken.getLocalPort(), "workflows", "--port")
                    .extracting(error -> ((CliException) error).exitCode())
                    .isEqualTo(CliException.ENVIRONMENT);
        }
    }

    @Test
    void aPortIsTheSameAfterARestart() {
        Path file = folder.resolve("ports.json");
        Ports before = new Ports(Map.of(), Map.of(), new Random(1));
        int port = before.of("temporal");
        before.save(file);

        assertThat(Ports.remembered(file, Map.of()).of("temporal")).isEqualTo(port);
    }

    @Test
    void aRememberedPortThatSomeoneElseTookIsReplaced() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Ports ports = new Ports(Map.of(), Map.of("temporal", taken.getLocalPort()), new Random(1));

            assertThat(ports.of("temporal")).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void noTwoNamesShareAPort() {
        Ports ports = new Ports(Map.of(), Map.of(), new Random(1));

        assertThat(java.util.stream.IntStream.range(0, 50)
                        .mapToObj(i -> ports.of("service-" + i))
                        .toList())
                .doesNotHaveDuplicates();
    }
}
