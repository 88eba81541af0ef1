package dev.triptych.solution;

import dev.triptych.contracts.Question;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.solution.RespondRequest;
import dev.triptych.contracts.solution.RespondResult;
import dev.triptych.store.Artifacts;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.PromptTemplate;
import dev.triptych.teacher.Teacher;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * From a question to one response: ask the reasoning teacher → split reasoning from answer → read the program out of the
 * answer → keep all three. The reasoning must be there and must have ended; code inside it never counts.
 */
@Singleton
public class RespondToQuestion {
    private final PromptTemplate prompt = PromptTemplate.load(RespondToQuestion.class, "solution/respond");
    private final Teacher teacher;
    private final Artifacts artifacts;
    private final SolutionConfig config;

    @Inject
    public RespondToQuestion(Teacher teacher, Artifacts artifacts, SolutionConfig config) {
        this.teacher = teacher;
        this.artifacts = artifacts;
        this.config = config;
    }

    /** One sample's response, or why its reply is none. */
    public RespondResult respond(RespondRequest request) {
        return switch (Response.in(teacher.ask(ask(request)), request.question().entryPoint())) {
            case Response.Read(String thinking, String text, String code) ->
                new RespondResult.Written(
                        artifacts.putText(thinking), artifacts.putText(text), artifacts.putText(code));
            case Response.Missing(Unreadable why) -> new RespondResult.Unreadable(why.reason(), artifacts.putJson(why));
        };
    }

    private Ask ask(RespondRequest request) {
        Question question = request.question();
        return new Ask(
                new SlotKey(question.id(), Step.RESPONSE, 1, request.sample()),
                request.tenant(),
                request.teacher(),
                prompt.render(Map.of(
                        "signature", question.entryPoint().signature(),
                        "question", artifacts.readText(question.text()))),
                config.respondTokensMax());
    }
}
