package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Role;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.StopException;
import dev.triptych.verifier.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Judges a script by what it prints: a fresh jail for each case, the limits for each case, the comparison here. */
final class StdioJudge {
    private static final int MIB = 1024 * 1024;

    private final Sandbox sandbox;

    StdioJudge(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** One trial a case; a case after a run that was stopped by a limit is still tried. */
    List<Trial> run(String solution, List<Submission.Case> cases, Limits limits, BooleanSupplier cancelled) {
        List<Trial> trials = new ArrayList<>();
        for (Submission.Case tried : cases) {
            trials.add(run(solution, tried, "case_" + (trials.size() + 1), limits, cancelled));
        }
        return trials;
    }

    private Trial run(String solution, Submission.Case tried, String id, Limits limits, BooleanSupplier cancelled) {
        Trial.Record record = new Trial.Record(List.of(id));
        try (Run run = sandbox.open(limits, cancelled)) {
            Jail jail = run.jail(Role.STDIO, limits.outputMib() * MIB);
            try {
                run.go();
                jail.send(WireWriter.message("", List.of(utf8(solution), utf8(tried.stdin()))));
                int code = run.awaitExit(jail);
                if (code != 0) {
                    throw new StopException(Verdict.RE, id + ": ended with exit code " + code);
                }
                record.add(compare(id, tried.stdout(), new String(jail.stdout().head(), StandardCharsets.UTF_8)));
            } catch (StopException e) {
                record.decide(e.verdict(), e.reason());
            }
            return record.end(run, jail, null);
        }
    }

    private static CheckResult compare(String id, String expected, String printed) {
        if (tidy(expected).equals(tidy(printed))) {
            return new CheckResult(id, CheckResult.Status.PASSED, "");
        }
        return new CheckResult(id, CheckResult.Status.FAILED, "printed something else than expected");
    }

    /** Blanks at the ends of lines and empty lines at the end do not count. */
    private static String tidy(String text) {
        return text.lines()
                .map(String::stripTrailing)
                .reduce(new StringBuilder(), (all, line) -> all.append(line).append('\n'), StringBuilder::append)
                .toString()
                .stripTrailing();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
