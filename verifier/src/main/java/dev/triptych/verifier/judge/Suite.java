package dev.triptych.verifier.judge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What trusted parsing found in a solution and a suite, before either ran; the answer of {@code analyze.py}.
 *
 * @param lines of the solution that can run
 * @param branches of the solution, numbered as in {@code coverage_lines.py}
 * @param checks ids of the checks that the text has, in order; at split the suite's jail may find more
 * @param mode which runner of {@code test_jail.py} runs them
 * @param imported names of the solution that the suite uses
 * @param offered those of them that it takes without naming each in an import
 * @param libraries modules of the interpreter that it means by their names, without importing them
 * @param classes those of them that the solution defines as classes
 * @param lowered the asserts as calls; empty where one of them cannot be lowered
 * @param refusal why the suite cannot be judged with the solution in another jail
 * @param unclear why the text does not tell all checks, where nobody else can be asked
 * @param canaries copies of checks that must fail, for the level where both share a process
 * @param constants dotted names of what the suite reads of the solution's module and classes, as the solution has them;
 *     those that it only compares with its own text by {@code =} and the last name
 * @param kept where in the suite's text stands what the solution is given as a copy: line, begin, end
 * @param solutionCode what the solution's text is compiled to, as its jail reads it; empty where that has to compile it
 * @param testsCode the same of the suite, with what it keeps
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Suite(
        Optional<String> solutionError,
        Optional<String> testsError,
        List<Integer> lines,
        List<Integer> branches,
        List<String> checks,
        String mode,
        boolean importsPytest,
        List<String> imported,
        List<String> offered,
        List<String> libraries,
        List<String> classes,
        List<String> shadowed,
        List<String> suspicion,
        List<Lowered> lowered,
        Optional<String> refusal,
        Optional<String> unclear,
        List<Canary> canaries,
        List<List<Integer>> kept,
        List<String> constants,
        byte[] solutionCode,
        byte[] testsCode) {
    Suite {
        lines = List.copyOf(lines);
        branches = List.copyOf(branches);
        canaries = List.copyOf(canaries);
        kept = List.copyOf(kept);
        constants = List.copyOf(constants);
        checks = List.copyOf(checks);
        imported = List.copyOf(imported);
        offered = List.copyOf(offered);
        libraries = List.copyOf(libraries);
        classes = List.copyOf(classes);
        shadowed = List.copyOf(shadowed);
        suspicion = List.copyOf(suspicion);
        lowered = List.copyOf(lowered);
    }

    /** A submission whose solution cannot be parsed. */
    static Suite unreadable(String problem) {
        return new Suite(
                Optional.of(problem),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                "plain",
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                new byte[0],
                new byte[0]);
    }

    /**
     * A check and a copy of it that must fail, both by new names, so that neither can be told from the other.
     *
     * @param of the check's own name
     * @param begin where its text begins in the suite's, in code points
     * @param end behind its last
     */
    record Canary(String of, int begin, int end, Named check, Named copy) {
        record Named(String id, String source) {}
    }

    /** @param call name, arguments and keywords for the solution's jail, encoded */
    record Lowered(String id, byte[] call, String how, byte @Nullable [] expected, byte @Nullable [] tolerance) {}
}
