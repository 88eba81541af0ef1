package dev.triptych.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.json.TriptychJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TemplateTest {
    @Test
    void putsTheNumberWhereverItBelongsAndCountsTheBytes() {
        Template template = new Template(
                TriptychJson.mapper().createObjectNode().put("a", "ä @N@").put("b", "@N@@N@"));

        String request = new String(template.request("host:1", 42), StandardCharsets.UTF_8);

        String body = "{\"a\":\"ä 42\",\"b\":\"4242\"}";
        assertThat(request)
                .startsWith("POST /v1/verify HTTP/1.1\r\nHost: host:1\r\n")
                .contains("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n")
                .endsWith(body);
    }
}
