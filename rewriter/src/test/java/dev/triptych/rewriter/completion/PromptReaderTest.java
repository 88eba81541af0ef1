package dev.triptych.rewriter.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.EntryPoint;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptReaderTest {
    private static final EntryPoint ENTRY_POINT = new EntryPoint("f", "f(a: int, *, b: str = 'x') -> int");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from typing import Any\n\ndef f(a: int, *, b: str = 'x') -> int:\n    '''Doc.'''\n",
                "def f(\n    a,\n    *,\n    b='x',\n):\n    \"\"\"Doc.\"\"\"\n    pass\n",
                "def f(a: int, *, b: str) -> int:\n    \"Doc.\"\n    # Your code here.\n",
                "def f(a: int, *, b: str) -> int:\n    \"Doc.\"\n    raise NotImplementedError('body')\n",
                "def f(a: int, *, b: str) -> int:\n    \"Doc.\"\n    ...\n"
            })
    void readsAPromptAndLeavesOutWhatStandsInForTheBody(String code) {
        assertThat(read("```python\n" + code + "```"))
                .isInstanceOfSatisfying(PromptReading.Readable.class, readable -> {
                    assertThat(readable.prompt().text())
                            .doesNotContain("pass", "here", "raise", "...")
                            .containsPattern("Doc\\.[\"']+\\n$");
                    assertThat(readable.prompt().body()).isEmpty();
                });
    }

    @Test
    void takesTheLastFenceThatParses() {
        assertThat(read("""
                ```python
                def f(a, *, b):
                    "First."
                ```
                ```python
                def f(a, *, b):
                    "Second."
                ```
                ```python
                def broken(
                ```
                """)).isInstanceOfSatisfying(PromptReading.Readable.class, readable -> assertThat(
                        readable.prompt().text())
                .contains("Second."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "no fence at all | no-code",
                "^```python\ndef f(a, *, b):\n    'Doc.'\n^ | no-code",
                "^<think>hm ```python\ndef f(a, *, b):\n    'Doc.'\n```^ | no-code",
                "^```python\ndef f(a, *, b:\n    'Doc.'\n```^ | syntax",
                "^```python\ndef g(a, *, b):\n    'Doc.'\n```^ | signature",
                "^```python\ndef f(a, b):\n    'Doc.'\n```^ | signature",
                "^```python\ndef f(a, *, c):\n    'Doc.'\n```^ | signature",
                "^```python\nx = 1\ndef f(a, *, b):\n    'Doc.'\n```^ | signature",
                "^```python\ndef f(a, *, b):\n    'Doc.'\nf(1, b=2)\n```^ | signature",
                "^```python\n@cache\ndef f(a, *, b):\n    'Doc.'\n```^ | signature",
                "^```python\ndef f(a, *, b):\n```^ | no-docstring",
                "^```python\ndef f(a, *, b):\n    '  '\n```^ | no-docstring"
            })
    void saysWhyThereIsNone(String reply, String reason) {
        assertThat(read(reply))
                .isInstanceOfSatisfying(PromptReading.Unreadable.class, unreadable -> assertThat(unreadable.reason())
                        .isEqualTo(reason));
    }

    private static PromptReading read(String reply) {
        return PromptReader.read(reply, Optional.empty(), ENTRY_POINT);
    }
}
