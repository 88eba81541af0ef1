package dev.triptych.verifier.judge;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.verifier.sandbox.CppStandard;
import java.util.List;
import java.util.Optional;

/**
 * What is to be judged.
 *
 * @param tests source of the suite; empty for {@link SuiteStyle#STDIO}
 * @param cases for {@link SuiteStyle#STDIO}
 * @param entryPoint the name that the stubs of the gate define
 * @param coverage whether to measure which lines of the solution the suite runs
 * @param stubs whether to run the suite against a solution that raises and one that returns nothing
 * @param cpp its standard, for C++; empty for Python
 * @param checker for {@link SuiteStyle#STDIO}: what says whether an output is right; without it outputs are compared
 */
public record Submission(
        SuiteStyle style,
        String solution,
        String tests,
        List<Case> cases,
        Optional<String> entryPoint,
        Limits limits,
        Assurance minAssurance,
        boolean coverage,
        boolean stubs,
        Optional<CppStandard> cpp,
        Optional<Checker> checker) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public Submission {
        solution = withoutMark(solution);
        tests = withoutMark(tests);
        cases = List.copyOf(cases);
    }

    /** A file may begin with one, which its reader takes off; a text that came as a string still has it. */
    static String withoutMark(String source) {
        return source.startsWith(BYTE_ORDER_MARK) ? source.substring(1) : source;
    }

    /** A submission in Python. */
    public Submission(
            SuiteStyle style,
            String solution,
            String tests,
            List<Case> cases,
            Optional<String> entryPoint,
            Limits limits,
            Assurance minAssurance,
            boolean coverage,
            boolean stubs) {
        this(style, solution, tests, cases, entryPoint, limits, minAssurance, coverage, stubs, Optional.empty());
    }

    /** A submission whose outputs, if any, are compared. */
    public Submission(
            SuiteStyle style,
            String solution,
            String tests,
            List<Case> cases,
            Optional<String> entryPoint,
            Limits limits,
            Assurance minAssurance,
            boolean coverage,
            boolean stubs,
            Optional<CppStandard> cpp) {
        this(style, solution, tests, cases, entryPoint, limits, minAssurance, coverage, stubs, cpp, Optional.empty());
    }

    /** What it is written in. */
    public Language language() {
        return cpp.isPresent() ? Language.CPP : Language.PYTHON;
    }

    /** The same demands on another solution. */
    public Submission withSolution(String other) {
        return new Submission(
                style, other, tests, cases, entryPoint, limits, minAssurance, coverage, stubs, cpp, checker);
    }

    /** The same demands by another suite. */
    public Submission withTests(String other) {
        return new Submission(
                style, solution, other, cases, entryPoint, limits, minAssurance, coverage, stubs, cpp, checker);
    }

    /** Input for a script and the output it must print. */
    public record Case(String stdin, String stdout) {}
}
