package dev.triptych.rehearsal.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void everyTypeHasItsLines() {
        assertThat(Lines.of(-7L)).isEqualTo("-7\n");
        assertThat(Lines.of(true)).isEqualTo("true\n");
        assertThat(Lines.of("a\\n\nb")).isEqualTo("a\\\\n\\nb\n");
        assertThat(Lines.of(List.of(List.of(1L), List.of()))).isEqualTo("2\n1\n1\n0\n");
        assertThat(Lines.of(Map.of(10L, "x", 9L, ""))).isEqualTo("2\n9\n\n10\nx\n");
        assertThat(Lines.input(Call.call("", List.of(1)))).isEqualTo("\n1\n1\n");
    }

    @Test
    void onlyTheRulesThatASignatureNeedsAreSaid() {
        assertThat(Lines.explained(Signature.read("f(a: list[str]) -> bool")))
                .contains("A truth value", "A text", "A list")
                .doesNotContain("integer", "dictionary");
    }
}
