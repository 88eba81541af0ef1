package dev.triptych.testgen;

import dev.triptych.contracts.Question;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.tests.WriteTestsRequest;
import dev.triptych.contracts.tests.WriteTestsResult;
import dev.triptych.store.Artifacts;
import dev.triptych.syntax.CodeChoice;
import dev.triptych.syntax.PythonFunction;
import dev.triptych.syntax.PythonSource;
import dev.triptych.syntax.Reply;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.PromptTemplate;
import dev.triptych.teacher.Teacher;
import dev.triptych.testgen.gate.GateResult;
import dev.triptych.testgen.gate.StaticGate;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/**
 * From a question to one test suite: ask the teacher → read the suite out of the reply → pass it through the static gate
 * → keep it.
 *
 * <p>The writer of tests sees the question and nothing else, least of all a solution. A repeat finds the slot filled and
 * reads and judges the same reply the same way.
 */
@Singleton
public class WriteTests {
    private final PromptTemplate prompt = PromptTemplate.load(WriteTests.class, "tests/write");
    private final Teacher teacher;
    private final Artifacts artifacts;
    private final TestGenConfig config;

    @Inject
    public WriteTests(Teacher teacher, Artifacts artifacts, TestGenConfig config) {
        this.teacher = teacher;
        this.artifacts = artifacts;
        this.config = config;
    }

    /** One attempt's suite, or why there is none. */
    public WriteTestsResult write(WriteTestsRequest request) {
        Answer answer = teacher.ask(ask(request));
        return switch (answer.finish()) {
            case LENGTH -> unreadable("truncated", "cut at the token limit", answer);
            case REFUSED -> unreadable("refused", "ended by a content filter", answer);
            case STOP -> read(answer, request.question().entryPoint().name());
        };
    }

    private Ask ask(WriteTestsRequest request) {
        Question question = request.question();
        return new Ask(
                new SlotKey(question.id(), Step.TESTS, request.attempt(), 1),
                request.tenant(),
                request.teacher(),
                prompt.render(Map.of(
                        "entry_point", question.entryPoint().name(),
                        "signature", question.entryPoint().signature(),
                        "question", artifacts.readText(question.text()))),
                config.writeTokensMax());
    }

    private WriteTestsResult read(Answer answer, String entryPoint) {
        String text = Reply.split(answer.text(), Optional.empty()).answer();
        return switch (CodeChoice.of(text, WriteTests::hasTests)) {
            case CodeChoice.Chosen(PythonSource suite) -> judged(suite, entryPoint, answer);
            case CodeChoice.Other(PythonSource suite) -> judged(suite, entryPoint, answer);
            case CodeChoice.NoCode none -> unreadable("no-code", "no code block in the answer", answer);
            case CodeChoice.Broken broken ->
                unreadable(
                        "syntax",
                        "line " + broken.problem().line() + ": "
                                + broken.problem().message(),
                        answer);
        };
    }

    private static boolean hasTests(PythonSource program) {
        return program.root().all("function_definition").stream()
                .map(PythonSource::function)
                .map(PythonFunction::name)
                .anyMatch(name -> name.startsWith("test"));
    }

    private WriteTestsResult judged(PythonSource source, String entryPoint, Answer answer) {
        Sha256 suite = artifacts.putText(source.text());
        return switch (StaticGate.check(source, entryPoint)) {
            case GateResult.Passed(int checks) -> new WriteTestsResult.Written(suite, checks, answer.reply());
            case GateResult.Failed failed ->
                new WriteTestsResult.Invalid(
                        failed.rule().word(),
                        artifacts.putJson(
                                SuiteEvidence.invalid(failed.rule().word(), failed.findings(), suite, answer)));
        };
    }

    private WriteTestsResult unreadable(String reason, String detail, Answer answer) {
        return new WriteTestsResult.Unreadable(
                reason, artifacts.putJson(SuiteEvidence.unreadable(reason, detail, answer)));
    }
}
