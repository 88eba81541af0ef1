package dev.triptych.factory.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.factory.TripletParts;
import dev.triptych.contracts.json.TriptychJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Where a triplet came from: its seed, and for each part the call that filled its slot. */
final class Provenance {
    private Provenance() {}

    static ObjectNode of(Handle handle, TripletParts parts, String teacher) {
        CandidateId candidate = parts.question().id();
        ObjectNode provenance = TriptychJson.mapper()
                .createObjectNode()
                .put("candidate", candidate.toString())
                .put("seedSha256", parts.question().seed().hex())
                .put("teacher", teacher);
        ArrayNode steps = provenance.putArray("steps");
        handle.createQuery("""
                        select s.step, s.attempt, s.sample, c.call_id, c.profile, c.model, c.template,
                            c.template_sha256, c.prompt_sha256, c.reply_sha256, c.thinking_sha256, c.temperature,
                            c.max_tokens, c.prompt_tokens, c.completion_tokens, c.tokens_estimated, c.cost_micro_usd, c.ended_at
                        from teacher.slot s join teacher.call c on c.call_id = s.answered_call
                        where s.run_id = :run and s.candidate = :number
                            and (s.step not in ('SOLUTION', 'TESTS') or s.attempt = :attempt)
                            and (s.step <> 'RESTYLE' or :restyled)
                            and (s.step <> 'RESPONSE' or s.sample = :sample)
                        order by c.call_id""")
                .bind("run", Ledger.uuid(candidate.run()))
                .bind("number", candidate.number())
                .bind("attempt", parts.attempt())
                .bind("restyled", parts.completion().isPresent())
                .bind(
                        "sample",
                        parts.response().map(TripletParts.Response::sample).orElse(0))
                .map((rs, ctx) -> step(rs))
                .forEach(steps::add);
        return provenance;
    }

    private static ObjectNode step(ResultSet call) throws SQLException {
        return TriptychJson.mapper()
                .createObjectNode()
                .put("step", call.getString("step"))
                .put("attempt", call.getInt("attempt"))
                .put("sample", call.getInt("sample"))
                .put("profile", call.getString("profile"))
                .put("model", call.getString("model"))
                .put("callId", call.getLong("call_id"))
                .put("promptTemplate", call.getString("template"))
                .put("promptTemplateSha256", call.getString("template_sha256"))
                .put("promptSha256", call.getString("prompt_sha256"))
                .put("replySha256", call.getString("reply_sha256"))
                .put("thinkingSha256", call.getString("thinking_sha256"))
                .put("temperature", call.getDouble("temperature"))
                .put("maxTokens", call.getInt("max_tokens"))
                .put("promptTokens", call.getLong("prompt_tokens"))
                .put("completionTokens", call.getLong("completion_tokens"))
                .put("tokensEstimated", call.getBoolean("tokens_estimated"))
                .put("costMicroUsd", call.getLong("cost_micro_usd"));
    }
}
