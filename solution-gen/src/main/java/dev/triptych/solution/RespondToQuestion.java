package dev.triptych.solution;

import dev.triptych.contracts.Question;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.solution.RespondRequest;
import dev.triptych.contracts.solution.RespondResult;
import dev.triptych.store.Artifacts;
import dev.triptych.syntax.Reply;
import dev.triptych.syntax.Reply.Thinking;
import dev.triptych.teacher.Answer;
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
        Answer answer = teacher.ask(ask(request));
        return switch (answer.finish()) {
            case LENGTH -> unreadable(Unreadable.of(Unreadable.TRUNCATED, "cut at the token limit", answer));
            case REFUSED -> unreadable(Unreadable.of(Unreadable.REFUSED, "ended by a content filter", answer));
            case STOP -> read(answer, request.question());
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

    private RespondResult read(Answer answer, Question question) {
        Reply reply = Reply.split(answer.text(), answer.thinking());
        return switch (reply.thinking()) {
            case Thinking.Absent none -> unreadable(withoutThinking(answer));
            case Thinking.Unclosed unclosed ->
                unreadable(Unreadable.of(Unreadable.UNCLOSED_THINKING, "the reasoning never ends", answer));
            case Thinking.Closed(String thinking) ->
                thinking.isEmpty()
                        ? unreadable(withoutThinking(answer))
                        : written(thinking, reply.answer(), question, answer);
        };
    }

    private static Unreadable withoutThinking(Answer answer) {
        return Unreadable.of(Unreadable.NO_THINKING, "no reasoning, neither tagged nor in a field of its own", answer);
    }

    private RespondResult written(String thinking, String text, Question question, Answer answer) {
        return switch (Program.in(text, question.entryPoint(), answer)) {
            case Program.Found(String code) ->
                new RespondResult.Written(
                        artifacts.putText(thinking), artifacts.putText(text), artifacts.putText(code));
            case Program.Missing(Unreadable why) -> unreadable(why);
        };
    }

    private RespondResult unreadable(Unreadable why) {
        return new RespondResult.Unreadable(why.reason(), artifacts.putJson(why));
    }
}
