package dev.triptych.verifier.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.contracts.Language;
import dev.triptych.contracts.verify.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {
    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "deep/er/a.py", "ünïcode", "with blank", ".hidden", "main.txt", "a..b"})
    void takesNamesThatStayInTheFolder(String name) {
        assertThat(new Input(new byte[0], List.of(), Map.of(name, new byte[0]), List.of()).files())
                .containsKey(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../x",
                "a/../../x",
                "a//b",
                "a/",
                "./a",
                ".",
                "..",
                "a\nb",
                "a\0b",
                "-rf",
                "a/-b",
                "main.py",
                "sub/conftest.py",
                "SITECUSTOMIZE.py",
                "x.pth",
                "main.py/x",
                "sub/Conftest.py/x",
                "\ud800",
                "a\u007f",
                "1/2/3/4/5/6/7/8/9/10/11"
            })
    void refusesNamesThatDoNot(String name) {
        assertThatThrownBy(() -> new Input(new byte[0], List.of(), Map.of(name, new byte[0]), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("files: the name ");
        assertThatThrownBy(() -> new Input(new byte[0], List.of(), Map.of(), List.of(name)))
                .hasMessageStartingWith("fetch_files: the name ");
    }

    @Test
    void refusesTooMuch() {
        Map<String, byte[]> many = new HashMap<>();
        for (int i = 0; i < 101; i++) {
            many.put("f" + i, new byte[0]);
        }
        assertThatThrownBy(() -> new Input(new byte[0], List.of(), many, List.of()))
                .hasMessage("files: at most 100");
        assertThatThrownBy(() -> new Input(new byte[0], List.of("\0"), Map.of(), List.of()))
                .hasMessageStartingWith("args: ");
        assertThatThrownBy(() -> new Input(new byte[0], List.of(), Map.of("x".repeat(256), new byte[0]), List.of()))
                .hasMessageContaining("longer than 255 bytes");
        assertThatThrownBy(() ->
                        new Input(new byte[0], List.of(), Map.of("a", new byte[0], "a/b", new byte[0]), List.of()))
                .hasMessageContaining("is a folder of another");
        Input large = Input.of(new byte[20 * 1024 * 1024]);
        assertThatThrownBy(() -> new Program(Language.PYTHON, "", large, Limits.DEFAULT, Limits.DEFAULT))
                .hasMessageStartingWith("stdin: too large");
        Input none = Input.of(new byte[0]);
        assertThatThrownBy(() -> new Program(
                        Language.PYTHON, "#".repeat(20 * 1024 * 1024), none, Limits.DEFAULT, Limits.DEFAULT))
                .hasMessageStartingWith("code: too large");
    }
}
