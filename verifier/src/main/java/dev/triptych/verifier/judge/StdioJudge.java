package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.program.Prepared;
import dev.triptych.verifier.program.Script;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.StopException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Judges a script by what it prints: a fresh process for each case, the limits for each case, the comparison here. */
final class StdioJudge {
    private final Sandbox sandbox;

    StdioJudge(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** One trial a case; a case after a run that was stopped by a limit is still tried. */
    List<Trial> run(String solution, List<Submission.Case> cases, Limits limits, BooleanSupplier cancelled) {
        try (Script script = new Script(sandbox, utf8(solution), Map.of(), limits, cancelled)) {
            return run(script, cases);
        }
    }

    /** As {@link #run(String, List, Limits, BooleanSupplier)}, for what is ready to run. */
    static List<Trial> run(Prepared program, List<Submission.Case> cases) {
        List<Trial> trials = new ArrayList<>();
        for (Submission.Case tried : cases) {
            trials.add(run(program, tried, "case_" + (trials.size() + 1)));
        }
        return trials;
    }

    private static Trial run(Prepared program, Submission.Case tried, String id) {
        Trial.Record record = new Trial.Record(List.of(id));
        try {
            Prepared.Ended ended = program.run(utf8(tried.stdin()), List.of(), List.of());
            if (ended.exitCode() != 0) {
                throw new StopException(Verdict.RE, id + ": ended with exit code " + ended.exitCode());
            }
            String printed = new String(program.lastJail().stdout().head(), StandardCharsets.UTF_8);
            record.add(compare(id, tried.stdout(), printed));
        } catch (StopException e) {
            record.decide(e.verdict(), e.reason());
        }
        return record.end(program.last(), program.lastJail(), null);
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
