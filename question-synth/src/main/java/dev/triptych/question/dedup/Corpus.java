package dev.triptych.question.dedup;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.Question;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The questions that were kept, of which no two may be one. A corpus is a run: a run repeated with the same seed makes
 * the same questions, and must not find its own past in the way.
 *
 * <p>Whoever decides holds the corpus's lock until its row is committed, so two equal drafts at once yield one question
 * whatever number of replicas there is, and the sequence of kept questions has no gaps.
 */
@Singleton
public class Corpus {
    private final Jdbi jdbi;

    @Inject
    public Corpus(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Decides once; whoever asks again about the same candidate and draft gets the decision that stands. */
    public Decision decide(DraftedQuestion drafted) {
        String corpus = drafted.question().id().run().value();
        return jdbi.inTransaction(handle -> {
            handle.execute(
                    "select pg_advisory_xact_lock(hashtextextended(?, 0))",
                    "question/" + drafted.tenant() + "/" + corpus);
            return standing(handle, drafted).orElseGet(() -> decideNow(handle, corpus, drafted));
        });
    }

    private static Decision decideNow(Handle handle, String corpus, DraftedQuestion drafted) {
        Optional<CandidateId> original = original(handle, corpus, drafted);
        insert(handle, corpus, drafted, original);
        return original.<Decision>map(Decision.DuplicateOf::new).orElseGet(() -> new Decision.Kept(drafted.question()));
    }

    private static Optional<Decision> standing(Handle handle, DraftedQuestion drafted) {
        return handle.createQuery("""
                        select * from question.question
                        where run_id = :run and number = :number and draft_hash = :draft""")
                .bind("run", run(drafted.question().id()))
                .bind("number", drafted.question().id().number())
                .bind("draft", drafted.draft().hex())
                .map((rs, ctx) -> decision(rs))
                .findOne();
    }

    private static Optional<CandidateId> original(Handle handle, String corpus, DraftedQuestion drafted) {
        return handle.createQuery("""
                        select run_id, number from question.question
                        where tenant = :tenant and corpus = :corpus and normalised_hash = :fingerprint
                        and decision = 'KEPT'""")
                .bind("tenant", drafted.tenant())
                .bind("corpus", corpus)
                .bind("fingerprint", drafted.fingerprint().hex())
                .map((rs, ctx) -> candidate(rs, "run_id", "number"))
                .findOne();
    }

    private static void insert(Handle handle, String corpus, DraftedQuestion drafted, Optional<CandidateId> original) {
        Question question = drafted.question();
        handle.createUpdate("""
                        insert into question.question (run_id, number, draft_hash, tenant, corpus, corpus_seq,
                            normalised_hash, text_hash, entry_point_name, entry_point_signature, subset, seed_hash,
                            decision, original_run_id, original_number)
                        values (:run, :number, :draft, :tenant, :corpus,
                            case when :decision = 'KEPT' then (
                                select coalesce(max(corpus_seq), 0) + 1 from question.question
                                where tenant = :tenant and corpus = :corpus and decision = 'KEPT') end,
                            :fingerprint, :text, :name, :signature, :subset, :seed,
                            :decision, :originalRun, :originalNumber)""")
                .bind("run", run(question.id()))
                .bind("number", question.id().number())
                .bind("draft", drafted.draft().hex())
                .bind("tenant", drafted.tenant())
                .bind("corpus", corpus)
                .bind("fingerprint", drafted.fingerprint().hex())
                .bind("text", question.text().hex())
                .bind("name", question.entryPoint().name())
                .bind("signature", question.entryPoint().signature())
                .bind("subset", question.subset())
                .bind("seed", question.seed().hex())
                .bind("decision", original.isPresent() ? "DUPLICATE" : "KEPT")
                .bind("originalRun", original.map(Corpus::run))
                .bind("originalNumber", original.map(CandidateId::number))
                .execute();
    }

    private static Decision decision(ResultSet rs) throws SQLException {
        if (rs.getString("decision").equals("DUPLICATE")) {
            return new Decision.DuplicateOf(candidate(rs, "original_run_id", "original_number"));
        }
        return new Decision.Kept(new Question(
                candidate(rs, "run_id", "number"),
                new Sha256(rs.getString("text_hash")),
                new EntryPoint(rs.getString("entry_point_name"), rs.getString("entry_point_signature")),
                Language.PYTHON,
                rs.getString("subset"),
                new Sha256(rs.getString("seed_hash"))));
    }

    private static CandidateId candidate(ResultSet rs, String run, String number) throws SQLException {
        return new CandidateId(new RunId(rs.getString(run)), rs.getInt(number));
    }

    private static UUID run(CandidateId candidate) {
        return UUID.fromString(candidate.run().value());
    }
}
