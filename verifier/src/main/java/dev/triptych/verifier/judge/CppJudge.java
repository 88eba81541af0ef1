package dev.triptych.verifier.judge;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.verifier.program.Compiled;
import dev.triptych.verifier.program.Compiler;
import dev.triptych.verifier.program.Ending;
import dev.triptych.verifier.program.PreparedProgram;
import dev.triptych.verifier.sandbox.CppStandard;
import dev.triptych.verifier.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** From a C++ submission to its judgement. */
final class CppJudge {
    private final Sandbox sandbox;
    private final Compiler compiler;
    private final AssertJudge asserts;
    private final StdioJudge stdio;

    CppJudge(Sandbox sandbox, Compiler compiler, StdioJudge stdio) {
        this.sandbox = sandbox;
        this.compiler = compiler;
        this.asserts = new AssertJudge(sandbox);
        this.stdio = stdio;
    }

    Judgement judge(Submission submission, BooleanSupplier cancelled) {
        CppStandard standard = submission.cpp().orElseThrow();
        return switch (submission.style()) {
            case STDIO -> stdio(submission, standard, cancelled);
            case ASSERT -> asserts(submission, standard, cancelled);
            case PYTEST, FUNCTION ->
                throw new IllegalArgumentException("style " + submission.style() + " is not for C++");
        };
    }

    private Judgement stdio(Submission submission, CppStandard standard, BooleanSupplier cancelled) {
        Compiled made = compiler.program(standard, submission.solution(), Compiler.LIMITS, cancelled);
        if (made.binary().isEmpty()) {
            return refused(submission, made);
        }
        byte[] program = made.binary().get();
        List<Trial> trials = stdio.run(
                submission,
                () -> PreparedProgram.binary(sandbox, program, Map.of(), submission.limits(), cancelled),
                cancelled);
        return judgement(submission, Judge.joined(trials), List.of());
    }

    private Judgement asserts(Submission submission, CppStandard standard, BooleanSupplier cancelled) {
        CppSuite suite = CppSuite.read(submission.tests());
        if (suite.problem().isPresent()) {
            return refused(submission, Verdict.CE, "tests: " + suite.problem().get(), "");
        }
        if (assurance(submission).compareTo(submission.minAssurance()) < 0) {
            String reason =
                    "refused: judged at " + assurance(submission) + " at best, asked for " + submission.minAssurance();
            return refused(submission, Verdict.WA, reason, "");
        }
        Compiled made = compiler.suite(standard, submission.solution(), suite.source(), cancelled);
        if (made.binary().isEmpty()) {
            return refused(submission, made);
        }
        List<String> suspicion = new ArrayList<>(List.of("in-process: a C++ suite and its solution are one program"));
        if (AssertJudge.canaries(suite).isEmpty()) {
            suspicion.add("no canary: no check has a literal that can be changed");
        }
        Trial trial = asserts.run(made.binary().get(), suite, submission.limits(), cancelled);
        return judgement(submission, trial, suspicion);
    }

    private static Assurance assurance(Submission submission) {
        return submission.style() == SuiteStyle.ASSERT ? Assurance.IN_PROCESS : Assurance.OUTSIDE;
    }

    private static Judgement refused(Submission submission, Compiled made) {
        String said = made.diagnostics();
        String part = made.part().name().toLowerCase(Locale.ROOT) + ": ";
        Ending ending = made.compile().ending();
        return switch (ending) {
            case CPU_LIMIT, WALL_LIMIT -> refused(submission, Verdict.CTLE, part + "the compiler took too long", said);
            case MEMORY_LIMIT -> refused(submission, Verdict.CMLE, part + "the compiler took too much memory", said);
            case EXITED, SIGNALLED, OUTPUT_LIMIT, TAMPERED, REFUSED_BY_COMPILER ->
                refused(submission, Verdict.CE, part + made.firstError(), said);
        };
    }

    private static Judgement refused(Submission submission, Verdict verdict, String reason, String diagnostics) {
        Judgement.Texts texts = new Judgement.Texts("", diagnostics, "", "");
        Trial nothing = new Trial(verdict, reason, List.of(), Judgement.Usage.NONE, texts, Optional.empty());
        return judgement(submission, nothing, List.of());
    }

    private static Judgement judgement(Submission submission, Trial trial, List<String> suspicion) {
        return new Judgement(
                trial.verdict(),
                submission.style(),
                assurance(submission),
                trial.reason(),
                trial.checks(),
                trial.usage(),
                trial.output(),
                Optional.empty(),
                List.of(),
                List.of(),
                suspicion,
                submission.limits());
    }
}
