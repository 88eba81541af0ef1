package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.program.Compiler;
import dev.triptych.verifier.program.Prepared;
import dev.triptych.verifier.program.PreparedProgram;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.StopException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Judges a program by what it prints: a fresh process for each case, the limits for each case, the comparison here or by
 * a checker.
 */
final class StdioJudge {
    /** Outputs that are kept until the checker is asked about them. */
    private static final int KEPT_CHARS_MAX = 16 << 20;

    private final Sandbox sandbox;
    private final Compiler compiler;

    StdioJudge(Sandbox sandbox, Compiler compiler) {
        this.sandbox = sandbox;
        this.compiler = compiler;
    }

    /** One trial a case, for a script; a case after a run that was stopped by a limit is still tried. */
    List<Trial> run(Submission submission, BooleanSupplier cancelled) {
        byte[] source = utf8(submission.solution());
        return run(
                submission,
                () -> PreparedProgram.script(sandbox, source, Map.of(), submission.limits(), cancelled),
                cancelled);
    }

    /** As {@link #run(Submission, BooleanSupplier)}, for what {@code program} makes ready to run. */
    List<Trial> run(Submission submission, Supplier<Prepared> program, BooleanSupplier cancelled) {
        return submission
                .checker()
                .map(checker -> checked(submission.cases(), program, checker, cancelled))
                .orElseGet(() -> compared(submission.cases(), program));
    }

    private static List<Trial> compared(List<Submission.Case> cases, Supplier<Prepared> made) {
        List<Trial> trials = new ArrayList<>();
        try (Prepared program = made.get()) {
            for (Submission.Case tried : cases) {
                trials.add(run(program, tried, id(trials.size())).compared());
            }
        }
        return trials;
    }

    private List<Trial> checked(
            List<Submission.Case> cases, Supplier<Prepared> program, Checker checker, BooleanSupplier cancelled) {
        List<Trial> trials = new ArrayList<>();
        while (trials.size() < cases.size()) {
            // Never jails of both at once: each needs a place, and whoever holds one must not wait for another.
            List<Ran> ran = some(program, cases, trials.size());
            try (CaseChecker asked = new CaseChecker(sandbox, compiler, checker, cancelled)) {
                if (!check(ran, asked, trials)) {
                    return abandoned(trials, cases.size());
                }
            }
        }
        return trials;
    }

    /** Adds what became of each; false when the checker failed, which it would do again. */
    private static boolean check(List<Ran> ran, CaseChecker checker, List<Trial> trials) {
        for (Ran one : ran) {
            Trial trial = one.checked(checker);
            trials.add(trial);
            if (trial.verdict() == Verdict.IE) {
                return false;
            }
        }
        return true;
    }

    private static List<Trial> abandoned(List<Trial> trials, int cases) {
        Trial last = trials.getLast();
        while (trials.size() < cases) {
            CheckResult missing = new CheckResult(id(trials.size()), CheckResult.Status.MISSING, "not checked");
            trials.add(new Trial(
                    last.verdict(),
                    last.reason(),
                    List.of(missing),
                    Judgement.Usage.NONE,
                    Judgement.Texts.NONE,
                    Optional.empty()));
        }
        return trials;
    }

    /** Runs the cases from {@code first} on, as many as outputs can be kept of. */
    private static List<Ran> some(Supplier<Prepared> made, List<Submission.Case> cases, int first) {
        List<Ran> ran = new ArrayList<>();
        try (Prepared program = made.get()) {
            long chars = 0;
            for (int i = first; i < cases.size() && chars <= KEPT_CHARS_MAX; i++) {
                Ran one = run(program, cases.get(i), id(i));
                ran.add(one);
                chars += one.printed().length();
            }
        }
        return ran;
    }

    private static String id(int index) {
        return "case_" + (index + 1);
    }

    private static Ran run(Prepared program, Submission.Case tried, String id) {
        Trial.Record record = new Trial.Record(List.of(id));
        String printed = "";
        try {
            Prepared.Ended ended = program.run(utf8(tried.stdin()), List.of(), List.of());
            if (ended.exitCode() != 0) {
                throw new StopException(Verdict.RE, id + ": ended with exit code " + ended.exitCode());
            }
            printed = new String(program.lastJail().stdout().head(), StandardCharsets.UTF_8);
            record.add(new CheckResult(id, CheckResult.Status.PASSED, ""));
        } catch (StopException e) {
            record.decide(e.verdict(), e.reason());
        }
        return new Ran(tried, id, record.end(program.last(), program.lastJail(), null), printed);
    }

    /**
     * A case that was run.
     *
     * @param trial {@code AC} where the program came to its end; nothing is said yet of what it printed
     */
    private record Ran(Submission.Case tried, String id, Trial trial, String printed) {
        Trial compared() {
            boolean wrong =
                    trial.verdict() == Verdict.AC && !tidy(tried.stdout()).equals(tidy(printed));
            return wrong ? wrong("printed something else than expected") : trial;
        }

        Trial checked(CaseChecker checker) {
            if (trial.verdict() != Verdict.AC) {
                return trial;
            }
            try {
                return checker.accepts(tried, printed) ? trial : wrong("the checker does not accept what was printed");
            } catch (StopException e) {
                return trial.instead(
                        e.verdict(), id + ": " + e.reason(), new CheckResult(id, CheckResult.Status.ERROR, e.reason()));
            }
        }

        private Trial wrong(String why) {
            return trial.instead(Verdict.WA, id + ": " + why, new CheckResult(id, CheckResult.Status.FAILED, why));
        }
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
