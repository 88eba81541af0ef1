package dev.triptych.solution;

import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.factory.Obstacle;
import dev.triptych.contracts.question.GivenQuestion;
import dev.triptych.contracts.solution.PageActivities.CountQuestions;
import dev.triptych.contracts.solution.PageActivities.CountedQuestions;
import dev.triptych.contracts.solution.PageRows;
import dev.triptych.contracts.solution.RespondPageRequest;
import dev.triptych.contracts.solution.RespondPageResult;
import dev.triptych.store.Artifacts;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.PromptTemplate;
import dev.triptych.teacher.Teacher;
import dev.triptych.teacher.TeacherException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * From a page of given questions to their responses: ask for all of them at once → read each → keep the rows. The
 * teacher's own limit says how many calls are open; the others wait for a place, so that the teacher finds the next call
 * ready whenever one ends. A repeat finds what was answered in the slots and asks for the rest.
 */
@Singleton
public class RespondToPage {
    private final PromptTemplate prompt = PromptTemplate.load(RespondToPage.class, "solution/respond");
    private final Teacher teacher;
    private final Artifacts artifacts;
    private final GivenQuestions questions;
    private final SolutionConfig config;

    @Inject
    public RespondToPage(Teacher teacher, Artifacts artifacts, GivenQuestions questions, SolutionConfig config) {
        this.teacher = teacher;
        this.artifacts = artifacts;
        this.questions = questions;
        this.config = config;
    }

    public CountedQuestions count(CountQuestions request) {
        return new CountedQuestions(questions.count(request.questions()));
    }

    /**
     * The rows of a page.
     *
     * @throws TeacherException when responses are missing that a repeat may bring, or the run is closed; what was
     *     answered is in the journal
     */
    public RespondPageResult respond(RespondPageRequest request) {
        List<GivenQuestion> page = questions.page(request.questions(), request.first(), request.last());
        List<PageRows.Row> rows = new ArrayList<>();
        List<TeacherException> passing = new ArrayList<>();
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            List<List<Future<PageRows.Sample>>> open = submitted(request, page, asking);
            try {
                for (int i = 0; i < open.size(); i++) {
                    rows.add(row(request, request.first() + i, open.get(i), passing));
                }
            } catch (InterruptedException e) {
                asking.shutdownNow();
                Thread.currentThread().interrupt();
                throw ActivityErrors.failure(ErrorCode.INTERNAL, "interrupted while a page was asked");
            } catch (TeacherException e) {
                asking.shutdownNow();
                throw e;
            }
        }
        if (!passing.isEmpty()) {
            throw passing.getFirst();
        }
        return kept(rows);
    }

    private List<List<Future<PageRows.Sample>>> submitted(
            RespondPageRequest request, List<GivenQuestion> page, ExecutorService asking) {
        List<List<Future<PageRows.Sample>>> open = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            CandidateId candidate = new CandidateId(request.run(), request.first() + i);
            GivenQuestion question = page.get(i);
            List<Future<PageRows.Sample>> samples = new ArrayList<>();
            for (int sample = 1; sample <= request.samples(); sample++) {
                SlotKey slot = new SlotKey(candidate, Step.RESPONSE, 1, sample);
                samples.add(asking.submit(() -> sample(request, slot, question)));
            }
            open.add(samples);
        }
        return open;
    }

    private PageRows.Sample sample(RespondPageRequest request, SlotKey slot, GivenQuestion question) {
        Answer answer = teacher.ask(new Ask(
                slot,
                request.tenant(),
                request.teacher(),
                prompt.render(Map.of(
                        "signature", question.entryPoint().signature(),
                        "question", question.text())),
                config.respondTokensMax()));
        Optional<String> unreadable = Response.nothingIn(answer).map(Unreadable::reason);
        return new PageRows.Sample(slot.sample(), answer.callId(), answer.reply(), unreadable);
    }

    /** @param passing is given what may pass, by itself or when somebody acts, unless the page is to be settled with what it has */
    private static PageRows.Row row(
            RespondPageRequest request, int number, List<Future<PageRows.Sample>> open, List<TeacherException> passing)
            throws InterruptedException {
        List<PageRows.Sample> samples = new ArrayList<>();
        Optional<PageRows.Failure> failure = Optional.empty();
        for (Future<PageRows.Sample> one : open) {
            try {
                samples.add(one.get());
            } catch (ExecutionException e) {
                TeacherException why = teachers(e);
                if (why.code() == ErrorCode.RUN_CLOSED) {
                    throw why;
                }
                boolean obstacle = Obstacle.CODES.contains(why.code());
                if ((why.code().retryable() || obstacle) && !request.settle()) {
                    // What somebody must remove comes first: until then a repeat only costs.
                    passing.add(obstacle ? 0 : passing.size(), why);
                }
                failure = Optional.of(new PageRows.Failure(why.code(), String.valueOf(why.getMessage())));
            }
        }
        return new PageRows.Row(number, samples, failure);
    }

    private static TeacherException teachers(ExecutionException e) {
        return e.getCause() instanceof TeacherException told
                ? told
                : new TeacherException(ErrorCode.INTERNAL, String.valueOf(e.getCause()), Optional.empty());
    }

    private RespondPageResult kept(List<PageRows.Row> rows) {
        int readable = (int) rows.stream().filter(PageRows.Row::readable).count();
        int failed = (int) rows.stream()
                .filter(row -> !row.readable() && row.error().isPresent())
                .count();
        return new RespondPageResult(
                artifacts.putJson(new PageRows(rows)), readable, rows.size() - readable - failed, failed);
    }
}
