package dev.triptych.verifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    void aBodyThatIsCutShortIsRefusedAlthoughItsStreamCannotBeReadWhenClosed() {
        for (String cut : List.of("{", "[", "{\"a\":", "{\"a\":\"b", "tru")) {
            InputStream body = new ClosingStream(cut.getBytes(StandardCharsets.UTF_8));
            BadRequestException refused = catchThrowableOfType(BadRequestException.class, () -> Json.read(body));
            assertThat(refused.problems().getFirst()).as(cut).contains("no JSON");
        }
    }

    /** As the body of an exchange: closed, it cannot be read any more. */
    private static final class ClosingStream extends FilterInputStream {
        private boolean closed;

        ClosingStream(byte[] content) {
            super(new ByteArrayInputStream(content));
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (closed) {
                throw new IOException("Stream is closed");
            }
            return super.read(into, from, length);
        }

        @Override
        public void close() {
            closed = true;
        }
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
