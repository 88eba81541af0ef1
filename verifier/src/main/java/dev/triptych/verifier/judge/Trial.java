package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Run;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one execution showed: a result for every expected check, in order.
 *
 * @param attested what passed by the solution's own word
 */
record Trial(
        Verdict verdict,
        String reason,
        List<CheckResult> checks,
        Judgement.Usage usage,
        Judgement.Texts output,
        Optional<Covered> covered,
        Optional<String> attested) {
    /** Without a word of the solution that decided anything. */
    Trial(
            Verdict verdict,
            String reason,
            List<CheckResult> checks,
            Judgement.Usage usage,
            Judgement.Texts output,
            Optional<Covered> covered) {
        this(verdict, reason, checks, usage, output, covered, Optional.empty());
    }

    private static final int HEAD_BYTES_MAX = 16_384;

    /** The same run, but for this check. */
    Trial failed(CheckResult check) {
        List<CheckResult> changed = checks.stream()
                .map(known -> known.id().equals(check.id()) ? check : known)
                .toList();
        return new Trial(Verdict.WA, check.id() + ": " + check.message(), changed, usage, output, covered, attested);
    }

    /** The same run with another end. */
    Trial instead(Verdict other, String why, CheckResult check) {
        return new Trial(other, why, List.of(check), usage, output, covered, attested);
    }

    /** Lines and branches of the solution that ran, in its own jail's words. */
    record Covered(List<Integer> lines, List<Integer> branches) {}

    /** Collects results while a run goes on. */
    static final class Record {
        private final List<String> expected = new ArrayList<>();
        private final List<CheckResult> results = new ArrayList<>();
        private Verdict verdict = Verdict.AC;
        private String reason = "";
        private Optional<Covered> covered = Optional.empty();
        private Optional<String> attested = Optional.empty();

        Record(List<String> expected) {
            expect(expected);
        }

        /** Further checks, behind the others. */
        void expect(List<String> further) {
            expected.addAll(further);
        }

        void add(CheckResult result) {
            results.add(result);
            if (!result.passed()) {
                decide(Verdict.WA, result.id() + ": " + result.message());
            }
        }

        /** @param number of a check that passed, from 1 on; none where what failed stands in no check */
        void fail(int number, String why) {
            if (number < 1 || number > results.size()) {
                decide(Verdict.WA, why);
                return;
            }
            String id = results.get(number - 1).id();
            results.set(number - 1, new CheckResult(id, CheckResult.Status.NOT_ENCODABLE, why));
            decide(Verdict.WA, id + ": " + why);
        }

        /** The gravest verdict stands, with the reason that was given for it first. */
        void decide(Verdict applies, String why) {
            if (verdict.or(applies) != verdict) {
                verdict = applies;
                reason = why;
            }
        }

        /** Whether nothing has spoken against the program so far. */
        boolean passing() {
            return verdict == Verdict.AC;
        }

        void attest(String what) {
            attested = attested.or(() -> Optional.of(what));
        }

        void covered(Covered seen) {
            covered = Optional.of(seen);
        }

        Trial end(Run run, @Nullable Jail solution, @Nullable Jail tests) {
            for (String id : expected.subList(results.size(), expected.size())) {
                results.add(new CheckResult(id, CheckResult.Status.MISSING, "the run was over before"));
                decide(Verdict.RE, id + ": missing");
            }
            if (expected.isEmpty()) {
                decide(Verdict.RE, "no checks");
            }
            return new Trial(
                    verdict,
                    reason,
                    results,
                    new Judgement.Usage(run.cpu(), run.wall(), run.peakMemoryMib(), run.exitCode()),
                    new Judgement.Texts(
                            solution == null ? "" : text(solution.stdout().head(HEAD_BYTES_MAX)),
                            solution == null ? "" : text(solution.stderr().head(HEAD_BYTES_MAX)),
                            tests == null ? "" : text(tests.stdout().head(HEAD_BYTES_MAX)),
                            tests == null ? "" : text(tests.stderr().head(HEAD_BYTES_MAX))),
                    covered,
                    attested);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
