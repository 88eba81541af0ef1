package dev.triptych.factory.ledger;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.factory.TripletParts;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Triplets as rows: hashes of their parts, and where each came from. */
final class Triplets {
    private Triplets() {}

    /** Keeps a triplet in the transaction that gives its candidate the outcome. */
    static void insert(Handle handle, Ledger.LockedRun run, TripletParts parts, boolean surplus) {
        CandidateId candidate = parts.question().id();
        var completion = parts.completion();
        var response = parts.response();
        handle.createUpdate("""
                        insert into factory.triplet
                            (id, run_id, number, tenant, surplus, simulated, subset, language, difficulty, question,
                             entry_point, signature, seed, solution, tests, attempt, pass_sequence, verdict, assurance,
                             checks, checks_passed, line_coverage, evidence, completion_prompt, completion_fitted,
                             completion_evidence, response_thinking, response_answer, response_solution,
                             response_evidence, response_sample, provenance)
                        values
                            (:id, :run, :number, :tenant, :surplus, :simulated, :subset, :language, :difficulty,
                             :question, :entryPoint, :signature, :seed, :solution, :tests, :attempt, :passSequence,
                             :verdict, :assurance, :checks, :checksPassed, :lineCoverage, :evidence, :completionPrompt,
                             :completionFitted, :completionEvidence, :responseThinking, :responseAnswer,
                             :responseSolution, :responseEvidence, :responseSample, :provenance::jsonb)""")
                .bind("id", UUID.fromString(candidate.tripletId().value()))
                .bind("run", Ledger.uuid(candidate.run()))
                .bind("number", candidate.number())
                .bind("tenant", run.tenant())
                .bind("surplus", surplus)
                .bind("simulated", run.simulated())
                .bind("subset", parts.question().subset())
                .bind("language", parts.question().language().name().toLowerCase(Locale.ROOT))
                .bind("difficulty", parts.difficulty().name().toLowerCase(Locale.ROOT))
                .bind("question", parts.question().text().hex())
                .bind("entryPoint", parts.question().entryPoint().name())
                .bind("signature", parts.question().entryPoint().signature())
                .bind("seed", parts.question().seed().hex())
                .bind("solution", parts.solution().hex())
                .bind("tests", parts.tests().hex())
                .bind("attempt", parts.attempt())
                .bindArray("passSequence", Integer.class, parts.passSequence())
                .bind("verdict", parts.judged().verdict().name())
                .bind(
                        "assurance",
                        parts.judged()
                                .assurance()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-'))
                .bind("checks", parts.judged().checks())
                .bind("checksPassed", parts.judged().passed())
                .bind("lineCoverage", parts.judged().lineCoverage().orElse(null))
                .bind("evidence", parts.judged().evidence().hex())
                .bind("completionPrompt", hex(completion.map(TripletParts.Completion::prompt)))
                .bind("completionFitted", hex(completion.map(TripletParts.Completion::fitted)))
                .bind("completionEvidence", hex(completion.map(TripletParts.Completion::evidence)))
                .bind("responseThinking", hex(response.map(TripletParts.Response::thinking)))
                .bind("responseAnswer", hex(response.map(TripletParts.Response::answer)))
                .bind("responseSolution", hex(response.map(TripletParts.Response::solution)))
                .bind("responseEvidence", hex(response.map(TripletParts.Response::evidence)))
                .bind(
                        "responseSample",
                        response.map(TripletParts.Response::sample).orElse(null))
                .bind("provenance", Provenance.of(handle, parts, run.teacher()).toString())
                .execute();
    }

    private static @Nullable String hex(Optional<Sha256> hash) {
        return hash.map(Sha256::hex).orElse(null);
    }
}
