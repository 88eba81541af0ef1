package dev.triptych.rehearsal.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PythonTest {
    @Test
    void literalsAreWrittenAsPythonWritesThem() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("b", List.of(1, -2));
        map.put(3, true);

        assertThat(Python.literal(map)).isEqualTo("{'b': [1, -2], 3: True}");
        assertThat(Python.literal("it's")).isEqualTo("\"it's\"");
        assertThat(Python.literal("a\\b\n\"'")).isEqualTo("'a\\\\b\\n\"\\''");
        assertThat(Python.literal(List.of())).isEqualTo("[]");
    }

    @Test
    void readsSignaturesWithNestedTypesAndDefaults() {
        Signature signature = Signature.read("f(a: dict[str, list[int]], b=(1, 2), *, c: int = 3) -> list[int]");

        assertThat(signature.name()).isEqualTo("f");
        assertThat(signature.arguments()).containsExactly("a", "b", "c");
        assertThat(Signature.read("no head at all").name()).isEqualTo("answer");
    }
}
