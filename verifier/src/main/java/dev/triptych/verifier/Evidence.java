package dev.triptych.verifier;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.verifier.judge.CheckResult;
import dev.triptych.verifier.judge.Judgement;
import dev.triptych.verifier.sandbox.CppTools;
import dev.triptych.verifier.sandbox.Toolchain;
import java.util.List;
import java.util.Optional;

/**
 * The facts behind a verdict, as they are kept and answered.
 *
 * @param reason what decided, in one line
 * @param exitCode of the process that ended first; negative for a signal
 * @param isolation {@code full} where the kernel counts for the whole run, else {@code limits-per-process}
 */
public record Evidence(
        Verdict verdict,
        String reason,
        SuiteStyle style,
        Assurance assurance,
        String isolation,
        List<CheckResult> checks,
        double cpuSeconds,
        double wallSeconds,
        @JsonProperty("peakMemoryMiB") double peakMemoryMib,
        Optional<Integer> exitCode,
        String stdout,
        String stderr,
        String suiteStdout,
        String suiteStderr,
        Optional<Coverage> coverage,
        List<String> checksPassingStubs,
        List<String> shadowedNames,
        List<String> suspicion,
        LimitsUsed limits,
        Tools tools) {

    /**
     * @param line share of the executable lines that ran
     * @param branch share of the ways out of decisions that were taken
     * @param missedBranches twice the line of the decision, plus one where it was never taken into its body
     */
    public record Coverage(
            double line,
            double branch,
            List<Integer> executableLines,
            List<Integer> coveredLines,
            List<Integer> missedBranches) {
        static Coverage of(Judgement.Lines lines) {
            return new Coverage(
                    lines.share(),
                    lines.branchShare(),
                    lines.executable(),
                    lines.covered(),
                    lines.branches().stream()
                            .filter(branch -> !lines.coveredBranches().contains(branch))
                            .toList());
        }
    }

    /** The limits that held. */
    public record LimitsUsed(
            double cpuSeconds,
            double wallSeconds,
            @JsonProperty("memoryMiB") int memoryMib,
            @JsonProperty("outputMiB") int outputMib) {}

    /** Versions of what ran the program. */
    public record Tools(String python, Optional<String> pytest, Optional<String> cpp) {}

    /** @param counted whether control groups hold the limits of each run */
    static String isolation(boolean counted) {
        return counted ? "full" : "limits-per-process";
    }

    static Evidence of(Judgement judged, Toolchain toolchain, boolean counted) {
        Judgement.Usage usage = judged.usage();
        Judgement.Texts output = judged.output();
        Limits limits = judged.limits();
        return new Evidence(
                judged.verdict(),
                judged.reason(),
                judged.style(),
                judged.assurance(),
                isolation(counted),
                judged.checks(),
                usage.cpu().toNanos() / 1e9,
                usage.wall().toNanos() / 1e9,
                usage.peakMemoryMib(),
                usage.exitCode(),
                output.stdout(),
                output.stderr(),
                output.suiteStdout(),
                output.suiteStderr(),
                judged.lines().map(Coverage::of),
                judged.checksPassingStubs(),
                judged.shadowedNames(),
                judged.suspicion(),
                new LimitsUsed(limits.cpuSeconds(), limits.wallSeconds(), limits.memoryMib(), limits.outputMib()),
                new Tools(
                        toolchain.pythonVersion(),
                        toolchain.pytest(),
                        toolchain.cpp().map(CppTools::version)));
    }
}
