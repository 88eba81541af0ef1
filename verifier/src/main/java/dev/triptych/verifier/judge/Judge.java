package dev.triptych.verifier.judge;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.program.Compiler;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.SandboxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * From a submission to its judgement: parse both sides without running them, fix style and assurance from that alone,
 * run, and, when asked and passed, run again for coverage and against stubs.
 */
public final class Judge {
    private static final String RAISING_STUB = "def %s(*args, **kwargs):\n    raise NotImplementedError('stub')\n";
    private static final String NONE_STUB = "def %s(*args, **kwargs):\n    return None\n";

    private final Sandbox sandbox;
    private final Analyst analyst;
    private final SplitJudge split;
    private final FunctionJudge function;
    private final StdioJudge stdio;
    private final CppJudge cpp;

    /** With a compiler of its own, that remembers nothing of earlier judges. */
    public Judge(Sandbox sandbox) {
        this(sandbox, new Compiler(sandbox));
    }

    public Judge(Sandbox sandbox, Compiler compiler) {
        this.sandbox = sandbox;
        this.analyst = new Analyst(sandbox);
        this.split = new SplitJudge(sandbox);
        this.function = new FunctionJudge(sandbox);
        this.stdio = new StdioJudge(sandbox);
        this.cpp = new CppJudge(sandbox, compiler);
    }

    /**
     * @param cancelled asked often; once true, every jail is killed and the call ends with a {@code CancelledException}
     * @throws SandboxException when a jail could not be set up: says nothing about the program
     */
    public Judgement judge(Submission submission, BooleanSupplier cancelled) {
        if (submission.cpp().isPresent()) {
            return cpp.judge(submission, cancelled);
        }
        Suite suite = analyst.analyze(submission);
        Plan plan = plan(submission, suite);
        Optional<Judgement> refused = refuse(submission, suite, plan);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (suite.importsPytest() && sandbox.toolchain().pytest().isEmpty()) {
            throw new SandboxException(
                    "the suite needs pytest, which " + sandbox.toolchain().python() + " lacks");
        }
        Trial trial = plan.style() == Style.STDIO
                ? joined(stdio.run(submission.solution(), submission.cases(), submission.limits(), cancelled))
                : run(submission, suite, plan, submission.solution(), false, cancelled);
        Optional<Judgement.Lines> lines = submission.coverage() && plan.style() != Style.STDIO
                ? coverage(submission, suite, plan, trial, cancelled)
                : Optional.empty();
        List<String> passing = submission.stubs() && plan.style() != Style.STDIO
                ? passingStubs(submission, suite, plan, cancelled)
                : List.of();
        return new Judgement(
                trial.verdict(),
                plan.style(),
                plan.assurance(),
                trial.reason(),
                trial.checks(),
                trial.usage(),
                trial.output(),
                lines,
                passing,
                suite.shadowed(),
                suite.suspicion(),
                submission.limits());
    }

    /** The style that judges and its assurance: known before anything runs. */
    private record Plan(Style style, Assurance assurance) {}

    private static Plan plan(Submission submission, Suite suite) {
        return switch (submission.style()) {
            case STDIO -> new Plan(Style.STDIO, Assurance.OUTSIDE);
            case ASSERT -> throw new IllegalArgumentException("style assert is not for Python");
            case PYTEST -> new Plan(Style.PYTEST, Assurance.SPLIT);
            case FUNCTION ->
                suite.lowered().isEmpty()
                        ? new Plan(Style.PYTEST, Assurance.SPLIT)
                        : new Plan(Style.FUNCTION, Assurance.OUTSIDE);
        };
    }

    private static Optional<Judgement> refuse(Submission submission, Suite suite, Plan plan) {
        if (suite.solutionError().isPresent()) {
            return refused(
                    submission,
                    suite,
                    plan,
                    Verdict.CE,
                    "solution: " + suite.solutionError().get());
        }
        if (suite.testsError().isPresent()) {
            return refused(
                    submission,
                    suite,
                    plan,
                    Verdict.CE,
                    "tests: " + suite.testsError().get());
        }
        if (plan.style() == Style.PYTEST && suite.refusal().isPresent()) {
            return refused(
                    submission,
                    suite,
                    plan,
                    Verdict.WA,
                    "refused: " + suite.refusal().get());
        }
        if (plan.assurance().compareTo(submission.minAssurance()) < 0) {
            return refused(
                    submission,
                    suite,
                    plan,
                    Verdict.WA,
                    "refused: judged at " + plan.assurance() + " at best, asked for " + submission.minAssurance());
        }
        return Optional.empty();
    }

    private static Optional<Judgement> refused(
            Submission submission, Suite suite, Plan plan, Verdict verdict, String reason) {
        List<CheckResult> missing = suite.checks().stream()
                .map(id -> new CheckResult(id, CheckResult.Status.MISSING, "not run"))
                .toList();
        return Optional.of(new Judgement(
                verdict,
                plan.style(),
                plan.assurance(),
                reason,
                missing,
                Judgement.Usage.NONE,
                Judgement.Texts.NONE,
                Optional.empty(),
                List.of(),
                suite.shadowed(),
                suite.suspicion(),
                submission.limits()));
    }

    private Trial run(
            Submission submission,
            Suite suite,
            Plan plan,
            String solution,
            boolean measure,
            BooleanSupplier cancelled) {
        if (plan.style() == Style.FUNCTION) {
            return function.run(solution, suite.lowered(), submission.limits(), cancelled);
        }
        boolean inject = submission.style() == Style.FUNCTION;
        return split.run(solution, submission.tests(), suite, inject, measure, submission.limits(), cancelled);
    }

    /** Measured in a run of its own, because tracing costs time; nothing for a program that does not pass. */
    private Optional<Judgement.Lines> coverage(
            Submission submission, Suite suite, Plan plan, Trial trial, BooleanSupplier cancelled) {
        if (trial.verdict() != Verdict.AC) {
            return Optional.empty();
        }
        return run(submission, suite, new Plan(Style.PYTEST, plan.assurance()), submission.solution(), true, cancelled)
                .covered()
                .map(covered -> lines(suite.lines(), covered));
    }

    private static Judgement.Lines lines(List<Integer> executable, List<Integer> covered) {
        Set<Integer> ran = new HashSet<>(covered);
        return new Judgement.Lines(
                executable, executable.stream().filter(ran::contains).toList());
    }

    /** Checks that hold for a solution that raises and for one that returns nothing: they test nothing. */
    private List<String> passingStubs(Submission submission, Suite suite, Plan plan, BooleanSupplier cancelled) {
        Set<String> names = new HashSet<>(suite.imported());
        submission.entryPoint().ifPresent(names::add);
        List<String> passing = new ArrayList<>(suite.checks());
        for (String stub : List.of(RAISING_STUB, NONE_STUB)) {
            StringBuilder solution = new StringBuilder();
            names.stream().sorted().forEach(name -> solution.append(stub.formatted(name)));
            Trial trial = run(submission, suite, plan, solution.toString(), false, cancelled);
            passing.retainAll(trial.checks().stream()
                    .filter(CheckResult::passed)
                    .map(CheckResult::id)
                    .toList());
        }
        return passing;
    }

    static Trial joined(List<Trial> cases) {
        Verdict verdict = Verdict.AC;
        String reason = "";
        Judgement.Usage usage = Judgement.Usage.NONE;
        List<CheckResult> checks = new ArrayList<>();
        for (Trial tried : cases) {
            if (verdict.or(tried.verdict()) != verdict) {
                verdict = tried.verdict();
                reason = tried.reason();
            }
            usage = usage.and(tried.usage());
            checks.addAll(tried.checks());
        }
        return new Trial(verdict, reason, checks, usage, cases.getFirst().output(), Optional.empty());
    }
}
