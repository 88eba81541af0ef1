package dev.triptych.rewriter.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.syntax.PythonSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FittingTest {
    private static final String PROMPT = """
            from __future__ import annotations
            from typing import List

            def f(a: List[int]) -> int:
                \"""Doc ü.\"""
            """;

    @Test
    void keepsEverythingElseOfTheSolution() {
        assertThat(fit("""
                from __future__ import annotations
                import math

                LIMIT = "ü"

                def f(a):  # entry
                    '''Own doc.'''
                    return helper(a)

                def helper(a):
                    return f(a[1:]) if a else 0
                """)).contains("""
                from __future__ import annotations
                from typing import List
                import math

                LIMIT = "ü"

                def f(a: List[int]) -> int:
                    \"""Doc ü.\"""  # entry
                   \s
                    return helper(a)

                def helper(a):
                    return f(a[1:]) if a else 0
                """);
    }

    @Test
    void fitsASolutionOnOneLine() {
        assertThat(fit("def f(a): return sum(a)\n")).contains("""
                from __future__ import annotations
                from typing import List
                def f(a: List[int]) -> int:
                    \"""Doc ü.\"""
                    return sum(a)
                """);
    }

    @Test
    void keepsTheSolutionsIndentation() {
        assertThat(fit("def f(a):\n\n\treturn sum(a)\n").orElseThrow())
                .endsWith("def f(a: List[int]) -> int:\n\t\"\"\"Doc ü.\"\"\"\n\n\treturn sum(a)\n");
    }

    @Test
    void otherParametersDoNotFit() {
        assertThat(fit("def f(values):\n    return sum(values)\n")).isEmpty();
        assertThat(fit("f = sum\n")).isEmpty();
    }

    private static Optional<String> fit(String solution) {
        PromptReading reading = PromptReader.read(
                "```python\n" + PROMPT + "```", Optional.empty(), new EntryPoint("f", "f(a: List[int]) -> int"));
        return Fitting.fit(((PromptReading.Readable) reading).prompt(), PythonSource.parse(solution));
    }
}
