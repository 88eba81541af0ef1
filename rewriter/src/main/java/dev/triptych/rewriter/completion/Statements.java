package dev.triptych.rewriter.completion;

import dev.triptych.syntax.PythonSource;
import java.util.List;
import java.util.regex.Pattern;

/** The statements of a solution that would give something away. */
final class Statements {
    /** Shorter ones turn up in prose by chance. */
    private static final int TOKENS_MIN = 4;

    private static final Pattern PLACEHOLDER =
            Pattern.compile("pass|\\.\\.\\.|return|return None|raise NotImplementedError(?: \\( .*\\))?");
    private static final String PLAIN =
            "(?:-? ?[\\w.]+|\"[^\"]*\"|\\[ ?]|\\{ ?}|\\( ?\\)|set \\( \\)|dict \\( \\)|list \\( \\))";
    /** What says nothing about how the problem is solved. */
    private static final Pattern TRIVIAL = Pattern.compile("(?s)(?:"
            + PLACEHOLDER.pattern()
            + "|break|continue|else :|try :|finally :|(?:from|import|def|async def|class|global|nonlocal) .*"
            + "|return " + PLAIN
            + "|raise \\w+"
            + "|\\w+(?: : [^=]+)? = " + PLAIN
            + "|[rRbBuU]{0,2}\"[^\"]*\"|[rRbBuU]{0,2}(?:\"\"\"|''').*)");

    private Statements() {}

    /** Whether a statement stands where a body is left out. */
    static boolean isPlaceholder(String statement) {
        return PLACEHOLDER.matcher(statement).matches();
    }

    /** The telling statements of the module, in their normal form. */
    static List<String> telling(PythonSource solution) {
        return PythonSource.statements(solution.root()).stream()
                .filter(statement -> !TRIVIAL.matcher(statement).matches())
                .filter(statement -> Tokens.of(statement).size() >= TOKENS_MIN)
                .distinct()
                .toList();
    }
}
