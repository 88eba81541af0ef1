package dev.triptych.verifier.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrintedTest {
    @Test
    void showsAllUntilTheReplyIsFullAndThenTheBeginnings() {
        Printed printed = new Printed();
        byte[] large = "x".repeat(20 * 1024 * 1024).getBytes(StandardCharsets.UTF_8);
        assertThat(printed.text(large)).hasSize(large.length);
        assertThat(printed.text(large)).hasSize(1_000);
        assertThat(printed.text(new byte[] {'a', (byte) 0xFF})).isEqualTo("a\uFFFD");
    }
}
