package dev.triptych.verifier.judge;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.SuiteStyle;
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
    private final InProcessJudge inProcess;
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
        this.inProcess = new InProcessJudge(sandbox);
        this.function = new FunctionJudge(sandbox);
        this.stdio = new StdioJudge(sandbox, compiler);
        this.cpp = new CppJudge(sandbox, compiler, stdio);
    }

    /**
     * @param cancelled asked often; once true, every jail is killed and the call ends with a {@code CancelledException}
     * @throws SandboxException when a jail could not be set up: says nothing about the program
     */
    public Judgement judge(Submission submission, BooleanSupplier cancelled) {
        return judge(submission, Variation.NONE, cancelled);
    }

    /** As {@link #judge(Submission, BooleanSupplier)}, in another way; style {@code stdio} has none. */
    public Judgement judge(Submission submission, Variation variation, BooleanSupplier cancelled) {
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
        Trial trial = plan.style() == SuiteStyle.STDIO
                ? joined(stdio.run(submission, cancelled))
                : run(submission, suite, plan, submission.solution(), variation, cancelled);
        Optional<Judgement.Lines> lines = submission.coverage() && plan.style() != SuiteStyle.STDIO
                ? coverage(submission, suite, plan, trial, cancelled)
                : Optional.empty();
        List<String> passing = submission.stubs() && plan.style() != SuiteStyle.STDIO
                ? passingStubs(submission, suite, plan, trial, cancelled)
                : List.of();
        return new Judgement(
                trial.verdict(),
                plan.style(),
                trial.attested().isPresent() ? Assurance.SELF_ATTESTED : plan.assurance(),
                trial.reason(),
                trial.checks(),
                trial.usage(),
                trial.output(),
                lines,
                passing,
                suite.shadowed(),
                suspicion(suite, plan, trial),
                submission.limits());
    }

    private static List<String> suspicion(Suite suite, Plan plan, Trial trial) {
        List<String> all = new ArrayList<>(suite.suspicion());
        trial.attested().ifPresent(why -> all.add("self-attested: " + why));
        if (plan.assurance() == Assurance.IN_PROCESS) {
            all.add("in-process: " + suite.refusal().orElse(""));
            if (suite.canaries().isEmpty()) {
                all.add("no canary: no check has a literal that can be changed unnoticed");
            }
        }
        return all;
    }

    /** The style that judges and the best assurance it can give: known before anything runs. */
    private record Plan(SuiteStyle style, Assurance assurance) {}

    private static Plan plan(Submission submission, Suite suite) {
        return switch (submission.style()) {
            case STDIO -> new Plan(SuiteStyle.STDIO, Assurance.OUTSIDE);
            case ASSERT -> throw new IllegalArgumentException("style assert is not for Python");
            case PYTEST -> new Plan(SuiteStyle.PYTEST, level(suite));
            case FUNCTION ->
                suite.lowered().isEmpty()
                        ? new Plan(SuiteStyle.PYTEST, level(suite))
                        : new Plan(SuiteStyle.FUNCTION, Assurance.OUTSIDE);
        };
    }

    private static Assurance level(Suite suite) {
        return suite.refusal().isPresent() ? Assurance.IN_PROCESS : Assurance.SPLIT;
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
        if (plan.assurance().compareTo(submission.minAssurance()) < 0) {
            String why = plan.assurance() == Assurance.IN_PROCESS
                    ? suite.refusal().orElse("")
                    : "judged at " + plan.assurance() + " at best, asked for " + submission.minAssurance();
            return refused(submission, suite, plan, Verdict.WA, "refused: " + why);
        }
        if (plan.assurance() == Assurance.IN_PROCESS && suite.unclear().isPresent()) {
            return refused(
                    submission,
                    suite,
                    plan,
                    Verdict.WA,
                    "refused: " + suite.unclear().get());
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
            Variation variation,
            BooleanSupplier cancelled) {
        Execution execution = execution(submission, suite, solution, false, variation);
        if (plan.style() == SuiteStyle.FUNCTION) {
            return function.run(execution, cancelled);
        }
        return plan.assurance() == Assurance.IN_PROCESS
                ? inProcess.run(execution, cancelled)
                : split.run(execution, cancelled);
    }

    private static Execution execution(
            Submission submission, Suite suite, String solution, boolean measure, Variation variation) {
        boolean inject = submission.style() == SuiteStyle.FUNCTION;
        boolean own = solution.equals(submission.solution());
        return new Execution(
                solution,
                own ? suite.solutionCode() : new byte[0],
                submission.tests(),
                suite,
                inject,
                measure,
                submission.limits(),
                submission.minAssurance(),
                variation);
    }

    /** Measured in a run of its own, because tracing costs time; nothing for a program that does not pass. */
    private Optional<Judgement.Lines> coverage(
            Submission submission, Suite suite, Plan plan, Trial trial, BooleanSupplier cancelled) {
        if (trial.verdict() != Verdict.AC || plan.assurance() == Assurance.IN_PROCESS) {
            return Optional.empty();
        }
        return split.run(execution(submission, suite, submission.solution(), true, Variation.NONE), cancelled)
                .covered()
                .map(covered -> new Judgement.Lines(
                        suite.lines(),
                        common(suite.lines(), covered.lines()),
                        suite.branches(),
                        common(suite.branches(), covered.branches())));
    }

    /** What runs beside the solution's code may name anything; only what the text has counts. */
    private static List<Integer> common(List<Integer> all, List<Integer> seen) {
        Set<Integer> ran = new HashSet<>(seen);
        return all.stream().filter(ran::contains).toList();
    }

    /** Checks that hold for a solution that raises and for one that returns nothing: they test nothing. */
    private List<String> passingStubs(
            Submission submission, Suite suite, Plan plan, Trial own, BooleanSupplier cancelled) {
        Set<String> names = new HashSet<>(suite.imported());
        submission.entryPoint().ifPresent(names::add);
        List<String> passing =
                new ArrayList<>(own.checks().stream().map(CheckResult::id).toList());
        for (String stub : List.of(RAISING_STUB, NONE_STUB)) {
            StringBuilder solution = new StringBuilder();
            names.stream().sorted().forEach(name -> solution.append(stub.formatted(name)));
            Trial trial = run(submission, suite, plan, solution.toString(), Variation.NONE, cancelled);
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
