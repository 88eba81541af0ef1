package dev.triptych.rewriter.completion;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.syntax.PythonSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a prompt must not give away. Both gates look at everything the teacher wrote, comments and docstring included.
 *
 * @param hiddenCallsShownMax share of the hidden tests' calls that a prompt may show, 0 to 1
 */
public record LeakGates(double hiddenCallsShownMax) {

    /** The first gate that the prompt fails. What the question says by itself is no leak of the solution. */
    public Optional<Leak> check(
            CompletionPrompt prompt,
            String question,
            EntryPoint entryPoint,
            PythonSource solution,
            PythonSource tests) {
        return solutionLeak(prompt, question, solution).or(() -> hiddenTestsLeak(prompt, entryPoint, tests));
    }

    private static Optional<Leak> solutionLeak(CompletionPrompt prompt, String question, PythonSource solution) {
        List<String> written = Tokens.of(prompt.written().text());
        List<String> asked = Tokens.of(question);
        List<String> telling = Statements.telling(solution);
        List<String> shown = Stream.concat(
                        prompt.body().stream(),
                        telling.stream()
                                .filter(statement ->
                                        Tokens.contains(written, statement) && !Tokens.contains(asked, statement)))
                .distinct()
                .toList();
        return shown.isEmpty()
                ? Optional.empty()
                : Optional.of(Leak.of(Leak.SOLUTION_STATEMENT, shown, telling.size()));
    }

    private Optional<Leak> hiddenTestsLeak(CompletionPrompt prompt, EntryPoint entryPoint, PythonSource tests) {
        List<String> hidden = Calls.inSuite(tests, entryPoint);
        List<String> visible = Calls.inText(prompt.written().text(), entryPoint);
        List<String> shown = hidden.stream().filter(visible::contains).toList();
        return shown.size() > hiddenCallsShownMax * hidden.size()
                ? Optional.of(Leak.of(Leak.HIDDEN_TESTS, shown, hidden.size()))
                : Optional.empty();
    }
}
