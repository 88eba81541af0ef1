package dev.triptych.question.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedLineTest {
    @Test
    void readsASeed() throws Exception {
        assertThat(SeedLine.read("""
                        {"kind": "snippet", "title": " sort\\n.py ", "text": "a\\r\\nb", "license": "MIT"}"""))
                .isEqualTo(new SeedLine(SeedKind.SNIPPET, "sort .py", "a\nb", Optional.of("MIT")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "nonsense | is not JSON",
                "[] | is not a JSON object",
                "{\"kind\":\"poem\",\"title\":\"t\",\"text\":\"x\"} | kind: must be documentation or snippet, was poem",
                "{\"kind\":\"snippet\",\"title\":\"t\"} | text: must be a text that is not empty",
                "{\"kind\":\"snippet\",\"title\":\" \",\"text\":\"x\"} | title: must be a text that is not empty",
                "{\"kind\":\"snippet\",\"title\":\"t\",\"text\":5} | text: must be a text that is not empty",
                "{\"kind\":\"snippet\",\"title\":\"t\",\"text\":\"x\",\"path\":\"p\"} | path: unknown field",
                "{\"kind\":\"snippet\",\"title\":\"t\",\"text\":\"a\\u0000b\"} | text: contains a NUL",
                "{\"kind\":\"snippet\",\"title\":\"t\",\"text\":\"\\ud800\"} | text: contains a NUL or half",
                "{\"kind\":\"snippet\",\"title\":\"t\",\"text\":\"x\"} {} | is not JSON"
            })
    void namesTheFieldThatIsWrong(String line, String message) {
        assertThatThrownBy(() -> SeedLine.read(line))
                .isInstanceOf(SeedLine.BadLine.class)
                .hasMessageContaining(message);
    }

    @Test
    void boundsTheTextInBytes() {
        String line = "{\"kind\":\"snippet\",\"title\":\"t\",\"text\":\"%s\"}";

        assertThatThrownBy(() -> SeedLine.read(line.formatted("ä".repeat(32 * 1024 + 1))))
                .hasMessage("text: must be at most 65536 bytes, was 65538");
    }
}
