package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.SandboxException;
import dev.triptych.verifier.sandbox.StopException;
import dev.triptych.verifier.wire.WireWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Parses a submission without running it, in a jail: a parser can be made to eat memory and time. */
final class Analyst {
    private final Sandbox sandbox;

    Analyst(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    Suite analyze(Submission submission) {
        try {
            byte[] answer = sandbox.analysts()
                    .ask(WireWriter.message(
                            "",
                            List.of(
                                    submission.solution(),
                                    submission.tests(),
                                    submission.style().name().toLowerCase(Locale.ROOT),
                                    submission.coverage(),
                                    submission.entryPoint().orElse(""))));
            return TriptychJson.mapper().readValue(answer, Suite.class);
        } catch (StopException e) {
            return Suite.unreadable(limitOf(e));
        } catch (IOException e) {
            throw new SandboxException("the analysis gave no answer that can be read", e);
        }
    }

    private static String limitOf(StopException stop) {
        return stop.verdict() == Verdict.RE ? "the parser gave up: " + stop.reason() : "parsing went " + stop.reason();
    }
}
