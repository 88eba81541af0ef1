package dev.triptych.factory.fakes;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.Question;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.question.DraftRequest;
import dev.triptych.contracts.question.DraftResult;
import dev.triptych.contracts.question.QuestionActivities;
import dev.triptych.contracts.rewrite.RestyleRequest;
import dev.triptych.contracts.rewrite.RestyleResult;
import dev.triptych.contracts.rewrite.RewriteActivities;
import dev.triptych.contracts.solution.PageActivities;
import dev.triptych.contracts.solution.RespondPageRequest;
import dev.triptych.contracts.solution.RespondPageResult;
import dev.triptych.contracts.solution.RespondRequest;
import dev.triptych.contracts.solution.RespondResult;
import dev.triptych.contracts.solution.SolutionActivities;
import dev.triptych.contracts.solution.SolveRequest;
import dev.triptych.contracts.solution.SolveResult;
import dev.triptych.contracts.tests.TestActivities;
import dev.triptych.contracts.tests.WriteTestsRequest;
import dev.triptych.contracts.tests.WriteTestsResult;
import dev.triptych.contracts.verify.JudgeRequest;
import dev.triptych.contracts.verify.JudgeResult;
import dev.triptych.contracts.verify.VerifyActivities;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The other five services, where everything goes well until a test says otherwise. */
public final class FakeServices
        implements QuestionActivities,
                SolutionActivities,
                PageActivities,
                TestActivities,
                VerifyActivities,
                RewriteActivities {
    /** Every request, in the order in which it came. */
    public final List<Record> asked = new CopyOnWriteArrayList<>();

    public Function<DraftRequest, DraftResult> draft = request -> new DraftResult.Kept(question(request.candidate()));
    public Function<SolveRequest, SolveResult> solve =
            request -> new SolveResult.Written(solution(request.attempt()), hash("reply"));
    public Function<WriteTestsRequest, WriteTestsResult> write =
            request -> new WriteTestsResult.Written(suite(request.attempt()), 5, hash("reply"));
    public Function<JudgeRequest, JudgeResult> judge = request -> passing();
    public Function<RestyleRequest, RestyleResult> restyle =
            request -> new RestyleResult.Restyled(hash("prompt"), hash("fitted"));
    public Function<RespondRequest, RespondResult> respond =
            request -> new RespondResult.Written(hash("thinking"), hash("answer"), hash("response"));

    public int given = 1_000;
    public Function<RespondPageRequest, RespondPageResult> page =
            request -> new RespondPageResult(hash("rows"), request.last() - request.first() + 1, 0, 0);

    @Override
    public CountedQuestions count(CountQuestions request) {
        return new CountedQuestions(given);
    }

    @Override
    public RespondPageResult respondPage(RespondPageRequest request) {
        asked.add(request);
        return page.apply(request);
    }

    @Override
    public DraftResult draft(DraftRequest request) {
        asked.add(request);
        return draft.apply(request);
    }

    @Override
    public SolveResult solve(SolveRequest request) {
        asked.add(request);
        return solve.apply(request);
    }

    @Override
    public WriteTestsResult write(WriteTestsRequest request) {
        asked.add(request);
        return write.apply(request);
    }

    @Override
    public JudgeResult judge(JudgeRequest request) {
        asked.add(request);
        return judge.apply(request);
    }

    @Override
    public RestyleResult restyle(RestyleRequest request) {
        asked.add(request);
        return restyle.apply(request);
    }

    @Override
    public RespondResult respond(RespondRequest request) {
        asked.add(request);
        return respond.apply(request);
    }

    /** The requests of one kind. */
    public <R extends Record> List<R> asked(Class<R> kind) {
        return asked.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public static Question question(CandidateId candidate) {
        return new Question(
                candidate,
                hash("question " + candidate.number()),
                new EntryPoint("count", "count(text: str) -> int"),
                Language.PYTHON,
                "Docs",
                hash("seed"));
    }

    public static Sha256 solution(int attempt) {
        return hash("solution " + attempt);
    }

    public static Sha256 suite(int attempt) {
        return hash("suite " + attempt);
    }

    public static JudgeResult passing() {
        return new JudgeResult(
                Verdict.AC, Assurance.SPLIT, 5, 5, Optional.of(1.0), List.of(), List.of(), hash("judged"));
    }

    /** A verdict that is not AC. */
    public static JudgeResult failing(Verdict verdict, int passed, String evidence) {
        return new JudgeResult(
                verdict, Assurance.SPLIT, 5, passed, Optional.empty(), List.of(), List.of(), hash(evidence));
    }

    public static Sha256 hash(String text) {
        return Sha256.of(text);
    }
}
