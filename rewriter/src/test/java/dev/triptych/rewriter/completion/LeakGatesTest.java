package dev.triptych.rewriter.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.syntax.PythonSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakGatesTest {
    private static final EntryPoint ENTRY_POINT = new EntryPoint("f", "f(text: str, n: int) -> str");
    private static final String SOLUTION = """
            import re

            def f(text: str, n: int) -> str:
                '''Repeats.'''
                if not text:
                    return ""
                parts = re.split(r'\\s+', text)
                out = []
                for part in parts:
                    out.append(part * n)
                return ' '.join(out)
            """;
    private static final String TESTS = """
            from solution import f
            import solution

            def test_a():
                assert f("a b", 2) == "aa bb"
                assert f(text="c", n=3) == "ccc"

            def test_b():
                word = 'xyz'
                assert solution.f(word, 1) == 'xyz'
                assert f("", 9) == ""
                assert f("q", 0) == ""
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Repeats each word.",
                "Return \"\" for an empty text; import re if you like.",
                "Repeats. f(text, n) is a new text.\n\n    >>> f('k l', 2)\n    'kk ll'\n    ",
                "One hidden call of five: f('a b', 2)."
            })
    void letsACleanPromptThrough(String docstring) {
        assertThat(check(docstring, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hint: parts = re.split(r\"\\s+\",text)",
                "for part in parts:\n        out.append(part*n)",
                "At the end `return \" \".join( out )`."
            })
    void findsTheSolutionInTheDocstring(String docstring) {
        assertThat(check(docstring, "").orElseThrow().gate()).isEqualTo("solution-statement");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    out.append(part * n)\n",
                "    # return ' '.join(out)\n",
                "    return ' '.join(word * n for word in text.split())\n"
            })
    void findsASolutionInTheBodyAndInComments(String body) {
        assertThat(check("Repeats each word.", body).orElseThrow().gate()).isEqualTo("solution-statement");
    }

    @Test
    void whatTheQuestionSaysIsNoLeak() {
        CompletionPrompt prompt = prompt("Like out.append(part * n).", "");

        assertThat(gates().check(
                                prompt,
                                "Behave like `out.append(part * n)`.",
                                ENTRY_POINT,
                                PythonSource.parse(SOLUTION),
                                PythonSource.parse(TESTS)))
                .isEmpty();
    }

    @Test
    void findsHiddenCallsHoweverTheyAreWritten() {
        Leak leak = check("f( \"c\",3 ) and f('xyz', n=1) and f(n=9, text=\"\")", "")
                .orElseThrow();

        assertThat(leak.gate()).isEqualTo("hidden-tests");
        assertThat(leak.count()).isEqualTo(3);
        assertThat(leak.of()).isEqualTo(5);
    }

    private static Optional<Leak> check(String docstring, String body) {
        return gates().check(
                        prompt(docstring, body),
                        "Repeat each word n times.",
                        ENTRY_POINT,
                        PythonSource.parse(SOLUTION),
                        PythonSource.parse(TESTS));
    }

    private static LeakGates gates() {
        return new LeakGates(0.2);
    }

    private static CompletionPrompt prompt(String docstring, String body) {
        String code = "def f(text: str, n: int) -> str:\n    r'''" + docstring + "'''\n" + body;
        PromptReading reading = PromptReader.read("```python\n" + code + "```", Optional.empty(), ENTRY_POINT);
        return ((PromptReading.Readable) reading).prompt();
    }
}
