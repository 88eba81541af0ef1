package dev.triptych.verifier.activity;

import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.verify.JudgeRequest;
import dev.triptych.contracts.verify.JudgeResult;
import dev.triptych.contracts.verify.VerifyActivities;
import dev.triptych.store.ArtifactException;
import dev.triptych.store.Artifacts;
import dev.triptych.verifier.Verifier;
import dev.triptych.verifier.judge.Judgement;
import dev.triptych.verifier.judge.Style;
import dev.triptych.verifier.judge.Submission;
import dev.triptych.verifier.sandbox.CancelledException;
import dev.triptych.verifier.sandbox.OverloadedException;
import dev.triptych.verifier.sandbox.SandboxException;
import java.util.List;
import java.util.Optional;

/**
 * Judges what two artifacts hold, and keeps the evidence as a third. The worker heartbeats, and interrupts the thread
 * when nobody waits any more: the interruption kills the jails.
 */
final class VerifyActivity implements VerifyActivities {
    private final Verifier verifier;
    private final Artifacts artifacts;

    VerifyActivity(Verifier verifier, Artifacts artifacts) {
        this.verifier = verifier;
        this.artifacts = artifacts;
    }

    @Override
    public JudgeResult judge(JudgeRequest request) {
        if (request.language() != Language.PYTHON) {
            throw ActivityErrors.failure(ErrorCode.INVALID_INPUT, "language: not yet offered: cpp");
        }
        try {
            Judgement judged = verifier.judge(submission(request), Thread.currentThread()::isInterrupted);
            return result(judged, artifacts.putJson(verifier.evidence(judged)));
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

    private Submission submission(JudgeRequest request) {
        return new Submission(
                Style.PYTEST,
                artifacts.readText(request.solution()),
                artifacts.readText(request.tests()),
                List.of(),
                Optional.of(request.entryPoint().name()),
                request.limits(),
                request.minAssurance(),
                request.gates(),
                request.gates());
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
