package dev.triptych.verifier.activity;

import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.verify.MatrixRequest;
import dev.triptych.contracts.verify.MatrixResult;
import dev.triptych.contracts.verify.MutantsRequest;
import dev.triptych.contracts.verify.MutantsResult;
import dev.triptych.contracts.verify.RerunsRequest;
import dev.triptych.contracts.verify.RerunsResult;
import dev.triptych.contracts.verify.SuiteActivities;
import dev.triptych.contracts.verify.SuiteDemand;
import dev.triptych.contracts.verify.SuiteVerdict;
import dev.triptych.store.ArtifactException;
import dev.triptych.store.Artifacts;
import dev.triptych.verifier.Verifier;
import dev.triptych.verifier.factory.Factory;
import dev.triptych.verifier.judge.Judgement;
import dev.triptych.verifier.judge.Style;
import dev.triptych.verifier.judge.Submission;
import dev.triptych.verifier.sandbox.CancelledException;
import dev.triptych.verifier.sandbox.OverloadedException;
import dev.triptych.verifier.sandbox.SandboxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Judges many programs that artifacts hold, and keeps the evidence of all as one. The worker heartbeats, and interrupts
 * the thread when nobody waits any more: the interruption kills every jail.
 */
final class SuiteActivity implements SuiteActivities {
    private final Verifier verifier;
    private final Factory factory;
    private final Artifacts artifacts;

    SuiteActivity(Verifier verifier, Factory factory, Artifacts artifacts) {
        this.verifier = verifier;
        this.factory = factory;
        this.artifacts = artifacts;
    }

    @Override
    public MutantsResult mutants(MutantsRequest request) {
        return answered(() -> {
            Submission reference = submission(request.demand(), request.solution(), request.tests());
            Factory.Mutants mutants = factory.mutants(reference, texts(request.variants()), interrupted());
            List<Judgement> all = new ArrayList<>(List.of(mutants.reference()));
            all.addAll(mutants.variants());
            return new MutantsResult(
                    told(mutants.reference()),
                    mutants.variants().stream().map(SuiteActivity::told).toList(),
                    (int) mutants.killed(),
                    evidence(all));
        });
    }

    @Override
    public MatrixResult matrix(MatrixRequest request) {
        return answered(() -> {
            List<String> solutions = texts(request.solutions());
            List<String> suites = texts(request.suites());
            if (solutions.isEmpty() || suites.isEmpty()) {
                throw new IllegalArgumentException("solutions, suites: must not be empty");
            }
            Submission like = submission(
                    request.demand(),
                    request.solutions().getFirst(),
                    request.suites().getFirst());
            List<List<Judgement>> rows = factory.matrix(like, solutions, suites, interrupted());
            return new MatrixResult(
                    rows.stream()
                            .map(row -> row.stream().map(SuiteActivity::told).toList())
                            .toList(),
                    evidence(rows.stream().flatMap(List::stream).toList()));
        });
    }

    @Override
    public RerunsResult reruns(RerunsRequest request) {
        return answered(() -> {
            Submission submission = submission(request.demand(), request.solution(), request.tests());
            Factory.Reruns reruns = factory.reruns(submission, request.times(), request.seed(), interrupted());
            return new RerunsResult(
                    reruns.stable(),
                    reruns.runs().stream().map(SuiteActivity::told).toList(),
                    reruns.unstableChecks(),
                    evidence(reruns.runs()));
        });
    }

    private static BooleanSupplier interrupted() {
        return Thread.currentThread()::isInterrupted;
    }

    private List<String> texts(List<Sha256> sources) {
        return sources.stream().map(artifacts::readText).toList();
    }

    private Sha256 evidence(List<Judgement> judged) {
        return artifacts.putJson(judged.stream().map(verifier::evidence).toList());
    }

    private Submission submission(SuiteDemand demand, Sha256 solution, Sha256 tests) {
        if (demand.language() != Language.PYTHON) {
            throw ActivityErrors.failure(ErrorCode.INVALID_INPUT, "language: not yet offered: cpp");
        }
        return new Submission(
                Style.PYTEST,
                artifacts.readText(solution),
                artifacts.readText(tests),
                List.of(),
                Optional.of(demand.entryPoint().name()),
                demand.limits(),
                demand.minAssurance(),
                false,
                false);
    }

    private static SuiteVerdict told(Judgement judged) {
        return new SuiteVerdict(judged.verdict(), judged.checks().size(), judged.passed());
    }

    private static <T> T answered(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw ActivityErrors.failure(ErrorCode.INVALID_INPUT, String.valueOf(e.getMessage()));
        } catch (ArtifactException e) {
            throw ActivityErrors.failure(e.code(), String.valueOf(e.getMessage()));
        } catch (OverloadedException e) {
            throw ActivityErrors.failure(ErrorCode.VERIFIER_OVERLOADED, String.valueOf(e.getMessage()));
        } catch (SandboxException e) {
            throw ActivityErrors.failure(ErrorCode.SANDBOX_FAILED, String.valueOf(e.getMessage()));
        } catch (CancelledException e) {
            throw ActivityErrors.failure(ErrorCode.SANDBOX_FAILED, "cancelled");
        }
    }
}
