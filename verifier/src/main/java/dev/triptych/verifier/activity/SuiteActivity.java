package dev.triptych.verifier.activity;

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
import dev.triptych.store.Artifacts;
import dev.triptych.verifier.Verifier;
import dev.triptych.verifier.factory.Factory;
import dev.triptych.verifier.judge.Judgement;
import dev.triptych.verifier.judge.Submission;
import java.util.ArrayList;
import java.util.List;

/** Judges many programs that artifacts hold, and keeps the evidence of all as one. */
final class SuiteActivity implements SuiteActivities {
    private final Verifier verifier;
    private final Factory factory;
    private final Artifacts artifacts;
    private final Submissions submissions;

    SuiteActivity(Verifier verifier, Factory factory, Artifacts artifacts) {
        this.verifier = verifier;
        this.factory = factory;
        this.artifacts = artifacts;
        this.submissions = new Submissions(artifacts);
    }

    @Override
    public MutantsResult mutants(MutantsRequest request) {
        return Answers.answered(() -> {
            Submission reference = submission(request.demand(), request.solution(), request.tests());
            Factory.Mutants mutants = factory.mutants(reference, texts(request.variants()), Answers.cancelled());
            List<Judgement> all = new ArrayList<>(List.of(mutants.reference()));
            all.addAll(mutants.variants());
            return new MutantsResult(
                    told(mutants.reference()),
                    mutants.variants().stream().map(SuiteActivity::told).toList(),
                    mutants.killed(),
                    mutants.survived(),
                    evidence(all));
        });
    }

    @Override
    public MatrixResult matrix(MatrixRequest request) {
        return Answers.answered(() -> {
            List<String> solutions = texts(request.solutions());
            List<String> suites = texts(request.suites());
            if (solutions.isEmpty() || suites.isEmpty()) {
                throw new IllegalArgumentException("solutions, suites: must not be empty");
            }
            Submission like = submission(
                    request.demand(),
                    request.solutions().getFirst(),
                    request.suites().getFirst());
            List<List<Judgement>> rows = factory.matrix(like, solutions, suites, Answers.cancelled());
            return new MatrixResult(
                    rows.stream()
                            .map(row -> row.stream().map(SuiteActivity::told).toList())
                            .toList(),
                    evidence(rows.stream().flatMap(List::stream).toList()));
        });
    }

    @Override
    public RerunsResult reruns(RerunsRequest request) {
        return Answers.answered(() -> {
            Submission submission = submission(request.demand(), request.solution(), request.tests());
            Factory.Reruns reruns = factory.reruns(submission, request.times(), request.seed(), Answers.cancelled());
            return new RerunsResult(
                    reruns.stable(),
                    reruns.runs().stream().map(SuiteActivity::told).toList(),
                    reruns.unstableChecks(),
                    evidence(reruns.runs()));
        });
    }

    private List<String> texts(List<Sha256> sources) {
        return sources.stream().map(artifacts::readText).toList();
    }

    private Sha256 evidence(List<Judgement> judged) {
        return artifacts.putJson(judged.stream().map(verifier::evidence).toList());
    }

    private Submission submission(SuiteDemand demand, Sha256 solution, Sha256 tests) {
        return submissions.of(demand, artifacts.readText(solution), artifacts.readText(tests));
    }

    private static SuiteVerdict told(Judgement judged) {
        return new SuiteVerdict(judged.verdict(), judged.checks().size(), judged.passed());
    }
}
