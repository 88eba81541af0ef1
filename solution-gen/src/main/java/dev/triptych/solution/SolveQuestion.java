package dev.triptych.solution;

import dev.triptych.contracts.Question;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.solution.SolveRequest;
import dev.triptych.contracts.solution.SolveResult;
import dev.triptych.store.Artifacts;
import dev.triptych.syntax.Reply;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.PromptTemplate;
import dev.triptych.teacher.Teacher;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/**
 * From a question to one solution: ask the teacher → read the program out of the reply → keep it.
 *
 * <p>The solver sees the question and nothing else, least of all the tests. A repeat finds the slot filled and reads the
 * same reply the same way.
 */
@Singleton
public class SolveQuestion {
    private final PromptTemplate prompt = PromptTemplate.load(SolveQuestion.class, "solution/solve");
    private final Teacher teacher;
    private final Artifacts artifacts;
    private final SolutionConfig config;

    @Inject
    public SolveQuestion(Teacher teacher, Artifacts artifacts, SolutionConfig config) {
        this.teacher = teacher;
        this.artifacts = artifacts;
        this.config = config;
    }

    /** One attempt's solution, or why its reply holds none. */
    public SolveResult solve(SolveRequest request) {
        Answer answer = teacher.ask(ask(request));
        return switch (read(answer, request.question())) {
            case Program.Found(String code) -> new SolveResult.Written(artifacts.putText(code), answer.reply());
            case Program.Missing(Unreadable why) -> new SolveResult.Unreadable(why.reason(), artifacts.putJson(why));
        };
    }

    private Ask ask(SolveRequest request) {
        Question question = request.question();
        return new Ask(
                new SlotKey(question.id(), Step.SOLUTION, request.attempt(), 1),
                request.tenant(),
                request.teacher(),
                prompt.render(Map.of(
                        "signature", question.entryPoint().signature(),
                        "question", artifacts.readText(question.text()))),
                config.solveTokensMax());
    }

    private static Program read(Answer answer, Question question) {
        return switch (answer.finish()) {
            case LENGTH -> new Program.Missing(Unreadable.of(Unreadable.TRUNCATED, "cut at the token limit", answer));
            case REFUSED -> new Program.Missing(Unreadable.of(Unreadable.REFUSED, "ended by a content filter", answer));
            case STOP ->
                Program.in(Reply.split(answer.text(), Optional.empty()).answer(), question.entryPoint(), answer);
        };
    }
}
