package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.program.Compiled;
import dev.triptych.verifier.program.Compiler;
import dev.triptych.verifier.program.PreparedProgram;
import dev.triptych.verifier.sandbox.CppStandard;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.StopException;
import dev.triptych.verifier.wire.Value;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a checker about outputs, in a jail of its own under limits of its own for each: it reads what a hostile program
 * wrote. Only its clear word counts. Where it crashes, takes too long or says something else, nothing is known about the
 * program, whoever's doing it was: {@code IE}.
 */
final class CaseChecker implements AutoCloseable {
    private static final Limits LIMITS = new Limits(10, 60, 512, 1);
    private static final String FUNCTION = "check";
    private static final List<String> FILES = List.of("input.txt", "output.txt", "answer.txt");
    private static final int EXIT_RIGHT = 0;
    /** Wrong, and of the wrong form. */
    private static final List<Integer> EXITS_WRONG = List.of(1, 2);

    private final Sandbox sandbox;
    private final Compiler compiler;
    private final Checker checker;
    private final BooleanSupplier cancelled;
    private @Nullable FunctionJail jail;

    CaseChecker(Sandbox sandbox, Compiler compiler, Checker checker, BooleanSupplier cancelled) {
        this.sandbox = sandbox;
        this.compiler = compiler;
        this.checker = checker;
        this.cancelled = cancelled;
    }

    /**
     * Whether the checker takes {@code printed} for right.
     *
     * @throws StopException {@code IE} when the checker failed, {@code OLE} when it cannot be given so much
     */
    boolean accepts(Submission.Case tried, String printed) throws StopException {
        int bytes = utf8(tried.stdin()).length + utf8(tried.stdout()).length + utf8(printed).length;
        if (bytes > Checker.BYTES_MAX) {
            throw new StopException(Verdict.OLE, "printed more than a checker is given");
        }
        try {
            return checker.cpp().isPresent() ? exits(checker.cpp().get(), tried, printed) : returns(tried, printed);
        } catch (StopException e) {
            close();
            throw new StopException(Verdict.IE, "checker: " + e.reason());
        }
    }

    private boolean returns(Submission.Case tried, String printed) throws StopException {
        FunctionJail asked = jail;
        if (asked == null) {
            asked = new FunctionJail(sandbox, checker.source(), LIMITS, cancelled);
            jail = asked;
            asked.load();
        }
        asked.mark();
        Value said = asked.call(FUNCTION, List.of(tried.stdin(), tried.stdout(), printed));
        asked.settle();
        if (!(said instanceof Value.Bool(boolean right))) {
            throw new StopException(Verdict.IE, "returned neither True nor False");
        }
        return right;
    }

    private boolean exits(CppStandard standard, Submission.Case tried, String printed) throws StopException {
        Compiled made = compiler.program(standard, checker.source(), Compiler.LIMITS, cancelled);
        if (made.binary().isEmpty()) {
            throw new StopException(Verdict.IE, "does not compile: " + made.firstError());
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(FILES.get(0), utf8(tried.stdin()));
        files.put(FILES.get(1), utf8(printed));
        files.put(FILES.get(2), utf8(tried.stdout()));
        try (PreparedProgram binary =
                PreparedProgram.binary(sandbox, made.binary().get(), files, LIMITS, cancelled)) {
            int code = binary.run(new byte[0], FILES, List.of()).exitCode();
            if (code != EXIT_RIGHT && !EXITS_WRONG.contains(code)) {
                throw new StopException(
                        Verdict.IE, code < 0 ? "was killed by signal " + -code : "ended with exit code " + code);
            }
            return code == EXIT_RIGHT;
        }
    }

    @Override
    public void close() {
        if (jail != null) {
            jail.close();
            jail = null;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
