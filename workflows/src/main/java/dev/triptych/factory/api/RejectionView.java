package dev.triptych.factory.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.store.ArtifactException;
import dev.triptych.store.Artifacts;

/**
 * Why a candidate was rejected.
 *
 * @param evidence what was seen, inline; null where the gate has nothing to show
 */
public record RejectionView(int candidate, RejectReason reason, JsonNode evidence) {
    static RejectionView of(Runs.Rejection rejection, Artifacts artifacts) {
        return new RejectionView(
                rejection.number(),
                rejection.reason(),
                rejection.evidence().map(hash -> inline(hash, artifacts)).orElse(NullNode.getInstance()));
    }

    private static JsonNode inline(Sha256 hash, Artifacts artifacts) {
        String text;
        try {
            text = artifacts.readText(hash);
        } catch (ArtifactException e) {
            // One lost body must not hide all other rejections.
            return TriptychJson.mapper()
                    .createObjectNode()
                    .put("sha256", hash.hex())
                    .put("unreadable", e.code().name());
        }
        try {
            return TriptychJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }
}
