package dev.triptych.question.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.Question;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.store.roles.Grants;
import dev.triptych.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CorpusIT {
    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private final RunId run = new RunId(UUID.randomUUID().toString());
    private final Corpus corpus = new Corpus(database.jdbi(Grants.QUESTION));

    @Test
    void keepsTheFirstOfEqualQuestions() {
        assertThat(corpus.decide(drafted(1, "Count the vowels."))).isInstanceOf(Decision.Kept.class);
        assertThat(corpus.decide(drafted(2, "count the VOWELS"))).isEqualTo(new Decision.DuplicateOf(candidate(1)));
        assertThat(corpus.decide(drafted(3, "Count the consonants."))).isInstanceOf(Decision.Kept.class);
    }

    @Test
    void aRetryGetsTheStandingDecisionAndNeverFindsItselfADuplicate() {
        DraftedQuestion kept = drafted(1, "Count the vowels.");
        DraftedQuestion dropped = drafted(2, "Count the vowels!");
        Decision first = corpus.decide(kept);
        Decision second = corpus.decide(dropped);

        assertThat(corpus.decide(kept)).isEqualTo(first).isInstanceOf(Decision.Kept.class);
        assertThat(corpus.decide(dropped)).isEqualTo(second).isInstanceOf(Decision.DuplicateOf.class);
    }

    @Test
    void anotherRunMayMakeTheSameQuestion() {
        DraftedQuestion here = drafted(1, "Count the vowels.");
        corpus.decide(here);

        RunId other = new RunId(UUID.randomUUID().toString());
        assertThat(corpus.decide(drafted(new CandidateId(other, 1), "Count the vowels.")))
                .isInstanceOf(Decision.Kept.class);
    }

    @Test
    void equalDraftsAtOnceYieldOneQuestionAndTheSequenceHasNoGaps() throws Exception {
        int replicas = 8;
        int questions = 5;
        CyclicBarrier start = new CyclicBarrier(replicas);
        List<Future<List<Decision>>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(replicas)) {
            for (int replica = 0; replica < replicas; replica++) {
                int first = 1 + replica * questions;
                Corpus own = new Corpus(database.jdbi(Grants.QUESTION));
                all.add(threads.submit(() -> {
                    List<Decision> decisions = new ArrayList<>();
                    for (int i = 0; i < questions; i++) {
                        start.await();
                        decisions.add(own.decide(drafted(first + i, "Count to " + i + ".")));
                    }
                    return decisions;
                }));
            }
        }
        List<Decision> decisions = new ArrayList<>();
        for (Future<List<Decision>> part : all) {
            decisions.addAll(part.get());
        }

        assertThat(decisions).hasSize(replicas * questions);
        assertThat(decisions).filteredOn(Decision.Kept.class::isInstance).hasSize(questions);
        assertThat(sequence())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, questions).boxed().toList());
    }

    private List<Long> sequence() {
        return database.owner().withHandle(handle -> handle.createQuery(
                        "select corpus_seq from question.question where corpus = :run and decision = 'KEPT' order by 1")
                .bind("run", run.value())
                .mapTo(Long.class)
                .list());
    }

    private CandidateId candidate(int number) {
        return new CandidateId(run, number);
    }

    private DraftedQuestion drafted(int number, String text) {
        return drafted(candidate(number), text);
    }

    private static DraftedQuestion drafted(CandidateId id, String text) {
        EntryPoint entryPoint = new EntryPoint("f", "f(x: int) -> int");
        Question question = new Question(id, Sha256.of(text), entryPoint, Language.PYTHON, "Docs", Sha256.of("seed"));
        return new DraftedQuestion(question, "default", Sha256.of("draft " + id + text), Fingerprint.of(text));
    }
}
