package dev.triptych.verifier.judge;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.SuiteStyle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The verdict and everything it rests on.
 *
 * @param style which style judged; differs from the one asked for where asserts could not be lowered
 * @param reason one line that says what decided; empty for {@code AC}
 * @param lines coverage of the solution; may speak against a suite, never for it
 */
public record Judgement(
        Verdict verdict,
        SuiteStyle style,
        Assurance assurance,
        String reason,
        List<CheckResult> checks,
        Usage usage,
        Texts output,
        Optional<Lines> lines,
        List<String> checksPassingStubs,
        List<String> shadowedNames,
        List<String> suspicion,
        Limits limits) {
    public Judgement {
        checks = List.copyOf(checks);
        checksPassingStubs = List.copyOf(checksPassingStubs);
        shadowedNames = List.copyOf(shadowedNames);
        suspicion = List.copyOf(suspicion);
    }

    /** How many checks passed. */
    public int passed() {
        return (int) checks.stream().filter(CheckResult::passed).count();
    }

    /** @param peakMemoryMib 0 where nobody counts */
    public record Usage(Duration cpu, Duration wall, double peakMemoryMib, Optional<Integer> exitCode) {
        static final Usage NONE = new Usage(Duration.ZERO, Duration.ZERO, 0, Optional.empty());

        Usage and(Usage other) {
            return new Usage(
                    cpu.plus(other.cpu),
                    wall.plus(other.wall),
                    Math.max(peakMemoryMib, other.peakMemoryMib),
                    other.exitCode.or(() -> exitCode));
        }
    }

    /** Heads of what was printed: by the solution, and by the suite's own process. */
    public record Texts(String stdout, String stderr, String suiteStdout, String suiteStderr) {
        static final Texts NONE = new Texts("", "", "", "");
    }

    /**
     * Line numbers of the solution.
     *
     * @param branches decisions: twice the line, plus one where it is taken into its body
     */
    public record Lines(
            List<Integer> executable, List<Integer> covered, List<Integer> branches, List<Integer> coveredBranches) {
        public Lines {
            executable = List.copyOf(executable);
            covered = List.copyOf(covered);
            branches = List.copyOf(branches);
            coveredBranches = List.copyOf(coveredBranches);
        }

        /** 0 to 1; 1 for a solution without a decision. */
        public double branchShare() {
            return branches.isEmpty() ? 1 : (double) coveredBranches.size() / branches.size();
        }

        /** 0 to 1; 1 for a solution without a line. */
        public double share() {
            return executable.isEmpty() ? 1 : (double) covered.size() / executable.size();
        }
    }
}
