package dev.triptych.rewriter;

import dev.triptych.contracts.Question;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.rewrite.RestyleRequest;
import dev.triptych.contracts.rewrite.RestyleResult;
import dev.triptych.rewriter.completion.CompletionPrompt;
import dev.triptych.rewriter.completion.Fitting;
import dev.triptych.rewriter.completion.Leak;
import dev.triptych.rewriter.completion.LeakGates;
import dev.triptych.rewriter.completion.PromptReader;
import dev.triptych.rewriter.completion.PromptReading;
import dev.triptych.store.Artifacts;
import dev.triptych.syntax.PythonSource;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.PromptTemplate;
import dev.triptych.teacher.Teacher;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/**
 * From a triplet to its completion style: ask the teacher → read the prompt → pass it through the leak gates → fit the
 * solution into it. Whether the fitted solution still passes the tests is for the verifier to say.
 */
@Singleton
public class Restyle {
    private static final PromptTemplate TEMPLATE = PromptTemplate.load(Restyle.class, "rewrite/completion");

    private final Teacher teacher;
    private final Artifacts artifacts;
    private final int maxTokens;
    private final LeakGates gates;

    @Inject
    Restyle(Teacher teacher, Artifacts artifacts, RewriteConfig config) {
        this.teacher = teacher;
        this.artifacts = artifacts;
        this.maxTokens = config.maxTokens();
        this.gates = new LeakGates(config.hiddenCallsShownMax());
    }

    /** The triplet's bodies. */
    private record Triplet(Question question, String text, String solution, String tests) {}

    /** What becomes of the attempt. */
    public RestyleResult restyle(RestyleRequest request) {
        Triplet triplet = new Triplet(
                request.question(),
                artifacts.readText(request.question().text()),
                artifacts.readText(request.solution()),
                artifacts.readText(request.tests()));
        Answer answer = teacher.ask(ask(request, triplet));
        return switch (answer.finish()) {
            case LENGTH -> unreadable(answer, "truncated", "the reply was cut");
            case REFUSED -> unreadable(answer, "refused", "the teacher refused");
            case STOP -> read(answer, triplet);
        };
    }

    private Ask ask(RestyleRequest request, Triplet triplet) {
        SlotKey slot = new SlotKey(request.question().id(), Step.RESTYLE, request.attempt(), 1);
        Map<String, String> values = Map.of(
                "signature", triplet.question.entryPoint().signature(),
                "question", triplet.text,
                "solution", triplet.solution,
                "tests", triplet.tests);
        return new Ask(slot, request.tenant(), request.teacher(), TEMPLATE.render(values), maxTokens);
    }

    private RestyleResult read(Answer answer, Triplet triplet) {
        return switch (PromptReader.read(answer.text(), answer.thinking(), triplet.question.entryPoint())) {
            case PromptReading.Unreadable(String reason, String detail) -> unreadable(answer, reason, detail);
            case PromptReading.Readable(CompletionPrompt prompt) -> gated(answer, triplet, prompt);
        };
    }

    private RestyleResult gated(Answer answer, Triplet triplet, CompletionPrompt prompt) {
        PythonSource solution = PythonSource.parse(triplet.solution);
        Optional<Leak> leak = gates.check(
                prompt, triplet.text, triplet.question.entryPoint(), solution, PythonSource.parse(triplet.tests));
        if (leak.isPresent()) {
            return leaky(answer, leak.get());
        }
        return Fitting.fit(prompt, solution)
                .<RestyleResult>map(fitted ->
                        new RestyleResult.Restyled(artifacts.putText(prompt.text()), artifacts.putText(fitted)))
                .orElseGet(() -> unreadable(answer, "signature", "the solution does not fit the prompt"));
    }

    private RestyleResult leaky(Answer answer, Leak leak) {
        String detail = leak.count() + " of " + leak.of();
        return new RestyleResult.Leaky(leak.gate(), evidence(answer, leak.gate(), detail, Optional.of(leak)));
    }

    private RestyleResult unreadable(Answer answer, String reason, String detail) {
        return new RestyleResult.Unreadable(reason, evidence(answer, reason, detail, Optional.empty()));
    }

    private Sha256 evidence(Answer answer, String reason, String detail, Optional<Leak> leak) {
        return artifacts.putJson(
                new RestyleEvidence(reason, detail, leak, answer.reply(), answer.finish(), answer.callId()));
    }
}
