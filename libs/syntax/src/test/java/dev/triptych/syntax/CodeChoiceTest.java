package dev.triptych.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.syntax.CodeChoice.Broken;
import dev.triptych.syntax.CodeChoice.Chosen;
import dev.triptych.syntax.CodeChoice.NoCode;
import dev.triptych.syntax.CodeChoice.Other;
import org.junit.jupiter.api.Test;

class CodeChoiceTest {
    private static String chosen(String reply) {
        return CodeChoice.of(reply, "f") instanceof Chosen chosen
                ? chosen.program().text()
                : "nothing";
    }

    private static String block(String language, String code) {
        return "```" + language + "\n" + code + "\n```\n";
    }

    @Test
    void takesTheLastBlockThatDefinesTheName() {
        assertThat(chosen(block("python", "def f(): return 1") + "better:\n" + block("python", "def f(): return 2")
                        + block("python", "print(f())")))
                .isEqualTo("def f(): return 2\n");
    }

    @Test
    void passesOverABlockThatOnlyImportsOrUsesTheName() {
        assertThat(chosen(block("python", "def f(): return 1") + block("python", "from solution import f\nprint(f())")))
                .isEqualTo("def f(): return 1\n");
    }

    @Test
    void prefersPythonToOtherLanguages() {
        assertThat(chosen(block("", "f = 1") + block("text", "f = 2"))).isEqualTo("f = 1\n");
        assertThat(chosen(block("text", "f = 2"))).isEqualTo("f = 2\n");
    }

    @Test
    void readsABlockWhoseDocstringHoldsABlock() {
        String code = "def f():\n    \"\"\"\n    ```text\n    x\n    ```\n    \"\"\"\n    return 1";
        assertThat(chosen(block("python", code))).isEqualTo(code + "\n");
    }

    @Test
    void takesAReplyWithoutABlockWhenItIsTheProgram() {
        assertThat(chosen("\ndef f(): return 1\n")).isEqualTo("def f(): return 1\n");
        assertThat(CodeChoice.of("I cannot do that.", "f")).isInstanceOf(NoCode.class);
        assertThat(CodeChoice.of("x", "f")).isInstanceOf(NoCode.class);
    }

    @Test
    void saysWhyThereIsNone() {
        assertThat(CodeChoice.of(block("python", "def f(:"), "f")).isInstanceOf(Broken.class);
        assertThat(CodeChoice.of(block("python", "def g(): pass"), "f")).isInstanceOf(Other.class);
        assertThat(CodeChoice.of(block("python", "def f(:") + block("python", "x = 1"), "f"))
                .isInstanceOf(Other.class);
        assertThat(CodeChoice.of(block("bash", "pip install f"), "f")).isInstanceOf(NoCode.class);
        assertThat(CodeChoice.of(block("python", ""), "f")).isInstanceOf(NoCode.class);
    }
}
