package dev.triptych.question;

import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.Question;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.question.DraftRequest;
import dev.triptych.contracts.question.DraftResult;
import dev.triptych.question.dedup.Corpus;
import dev.triptych.question.dedup.Decision;
import dev.triptych.question.dedup.DraftedQuestion;
import dev.triptych.question.dedup.Fingerprint;
import dev.triptych.question.draft.Draft;
import dev.triptych.question.draft.DraftReader;
import dev.triptych.question.seeds.Seed;
import dev.triptych.question.seeds.Seeds;
import dev.triptych.question.subset.Subset;
import dev.triptych.question.subset.Subsets;
import dev.triptych.store.Artifacts;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.Teacher;
import io.temporal.failure.ApplicationFailure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * From a seed to a question: pick the seed → ask the teacher → read the reply → decide whether the question is new.
 *
 * <p>Every step is the same when it is repeated: the seed is drawn once, the teacher's slot is filled once, the decision
 * is one row. A crash between two steps leaves only what the next try finds and goes on from.
 */
@Singleton
public class DraftQuestion {
    private final Subsets subsets;
    private final Seeds seeds;
    private final Teacher teacher;
    private final Corpus corpus;
    private final Artifacts artifacts;

    @Inject
    public DraftQuestion(Subsets subsets, Seeds seeds, Teacher teacher, Corpus corpus, Artifacts artifacts) {
        this.subsets = subsets;
        this.seeds = seeds;
        this.teacher = teacher;
        this.corpus = corpus;
        this.artifacts = artifacts;
    }

    /** What becomes of the candidate's draft. */
    public DraftResult draft(DraftRequest request) {
        Subset subset = subset(request);
        Seed seed = seed(request, subset);
        Answer answer = teacher.ask(subset.ask(request.candidate(), request.tenant(), request.teacher(), seed));
        return switch (DraftReader.read(answer, unquotable(subset, seed))) {
            case Draft.Unusable unusable -> dropped(unusable, answer, subset, seed);
            case Draft.Readable readable -> decided(request, subset, seed, answer, readable);
        };
    }

    private Subset subset(DraftRequest request) {
        return subsets.named(request.subset()).orElseThrow(() -> noSubset(request));
    }

    private ApplicationFailure noSubset(DraftRequest request) {
        return ActivityErrors.failure(
                ErrorCode.INVALID_INPUT,
                "subsets: " + request.subset() + " is not configured; there are " + subsets.names());
    }

    private Seed seed(DraftRequest request, Subset subset) {
        return seeds.pick(request.candidate(), request.tenant(), request.seed(), subset.seeds())
                .orElseThrow(() -> noSeeds(request, subset));
    }

    private static ApplicationFailure noSeeds(DraftRequest request, Subset subset) {
        return ActivityErrors.failure(
                ErrorCode.NO_SEEDS,
                "subset " + subset.name() + " has no seeds of kind "
                        + subset.seeds().kind().word()
                        + subset.seeds()
                                .source()
                                .map(source -> " from source " + source)
                                .orElse("") + " for tenant "
                        + request.tenant() + ": import some with triptych seeds import");
    }

    private static Optional<String> unquotable(Subset subset, Seed seed) {
        return subset.method().mustNotQuoteSeed() ? Optional.of(seed.text()) : Optional.empty();
    }

    private DraftResult dropped(Draft.Unusable unusable, Answer answer, Subset subset, Seed seed) {
        Sha256 evidence = artifacts.putJson(new DropEvidence(
                unusable.reason(),
                unusable.detail(),
                answer.reply(),
                answer.finish(),
                answer.callId(),
                subset.name(),
                seed.hash()));
        return new DraftResult.Dropped(unusable.reason(), evidence);
    }

    private DraftResult decided(
            DraftRequest request, Subset subset, Seed seed, Answer answer, Draft.Readable readable) {
        Question question = new Question(
                request.candidate(),
                artifacts.putText(readable.text()),
                readable.entryPoint(),
                Language.PYTHON,
                subset.name(),
                seed.hash());
        DraftedQuestion drafted =
                new DraftedQuestion(question, request.tenant(), answer.reply(), Fingerprint.of(readable.body()));
        return switch (corpus.decide(drafted)) {
            case Decision.Kept(Question kept) -> new DraftResult.Kept(kept);
            case Decision.DuplicateOf(var original) ->
                new DraftResult.DuplicateOf(
                        original,
                        artifacts.putJson(new DuplicateEvidence(
                                RejectReason.DUPLICATE,
                                "exact-hash",
                                1.0,
                                original,
                                drafted.fingerprint(),
                                question.text(),
                                answer.reply(),
                                seed.hash())));
        };
    }
}
