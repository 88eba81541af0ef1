package dev.triptych.verifier.activity;

import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.verify.JudgeRequest;
import dev.triptych.contracts.verify.JudgeResult;
import dev.triptych.contracts.verify.VerifyActivities;
import dev.triptych.store.Artifacts;
import dev.triptych.verifier.Verifier;
import dev.triptych.verifier.judge.Judgement;

/** Judges what two artifacts hold, and keeps the evidence as a third. */
final class VerifyActivity implements VerifyActivities {
    private final Verifier verifier;
    private final Artifacts artifacts;
    private final Submissions submissions;

    VerifyActivity(Verifier verifier, Artifacts artifacts) {
        this.verifier = verifier;
        this.artifacts = artifacts;
        this.submissions = new Submissions(artifacts);
    }

    @Override
    public JudgeResult judge(JudgeRequest request) {
        return Answers.answered(() -> {
            Judgement judged = verifier.judge(submissions.of(request), Answers.cancelled());
            return result(judged, artifacts.putJson(verifier.evidence(judged)));
        });
    }

    private static JudgeResult result(Judgement judged, Sha256 evidence) {
        return new JudgeResult(
                judged.verdict(),
                judged.assurance(),
                judged.checks().size(),
                judged.passed(),
                judged.lines().map(Judgement.Lines::share),
                judged.checksPassingStubs(),
                judged.shadowedNames(),
                evidence);
    }
}
