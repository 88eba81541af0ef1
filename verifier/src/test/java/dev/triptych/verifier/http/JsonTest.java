package dev.triptych.verifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void refusesBombsAndSaysWhereTheyAre() {
        assertThat(problem("{\"cases\":" + "[".repeat(1_000_000)))
                .startsWith("cases")
                .contains("no JSON");
        assertThat(problem("{\"cases\":[" + "{},".repeat(1_000_000) + "0]}")).startsWith("cases");
        assertThat(problem("{\"limit\":" + "9".repeat(1_000_000) + "}")).contains("no JSON");
        assertThat(problem("{\"" + "n".repeat(100_000) + "\":1}")).contains("no JSON");
        assertThat(problem("{\"a\":{\"b\":1,\"b\":2}}")).startsWith("a.b: no JSON");
        assertThat(problem("")).startsWith("body:");
        assertThat(problem("\u0000")).startsWith("body:");
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] bytes = "{\"code\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        bytes[9] = (byte) 0xC3;
        BadRequestException refused = catchThrowableOfType(BadRequestException.class, () -> Json.read(bytes));
        assertThat(refused.problems()).singleElement().asString().startsWith("code: no JSON");
    }

    private static String problem(String json) {
        BadRequestException refused =
                catchThrowableOfType(BadRequestException.class, () -> Json.read(json.getBytes(StandardCharsets.UTF_8)));
        return refused.problems().getFirst();
    }
}
