package dev.triptych.teacher.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.json.TriptychJson;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** HTTP answers that are not a reply, by kind. */
final class Refusals {
    /** How much of a teacher's explanation is kept. */
    private static final int EXPLANATION_CHARS_MAX = 200;

    /** Vendors say 429 for these, but waiting does not help. */
    private static final Set<String> USED_UP = Set.of("insufficient_quota", "billing_hard_limit_reached");

    private Refusals() {}

    /** @param body what came with the status, possibly not JSON; {@code secret} never appears in the message */
    static CallResult.Failed of(Profile profile, Response response, String body, Optional<String> secret, Instant now) {
        int status = response.getStatus();
        JsonNode error = error(body);
        ErrorCode code =
                code(status, error.path("code").asText(error.path("type").asText("")));
        String explanation = error.path("message").asText("").replaceAll("\\s+", " ");
        if (secret.isPresent() && !secret.get().isEmpty()) {
            explanation = explanation.replace(secret.get(), "***");
        }
        if (explanation.length() > EXPLANATION_CHARS_MAX) {
            explanation = explanation.substring(0, EXPLANATION_CHARS_MAX) + "…";
        }
        Optional<Duration> retryAfter = RetryAfter.parse(
                response.getHeaderString("retry-after-ms"), response.getHeaderString("Retry-After"), now);
        return new CallResult.Failed(
                Received.NOTHING,
                CallResult.Ending.REFUSED,
                code,
                "teacher " + profile.name() + ": HTTP " + status + (explanation.isEmpty() ? "" : ": " + explanation),
                retryAfter);
    }

    static ErrorCode code(int status, String errorCode) {
        return switch (status) {
            case 401, 403 -> ErrorCode.TEACHER_UNAUTHORIZED;
            case 402 -> ErrorCode.TEACHER_QUOTA_EXHAUSTED;
            case 404 -> ErrorCode.TEACHER_MODEL_UNKNOWN;
            case 408 -> ErrorCode.TEACHER_UNAVAILABLE;
            case 429 ->
                USED_UP.contains(errorCode) ? ErrorCode.TEACHER_QUOTA_EXHAUSTED : ErrorCode.TEACHER_RATE_LIMITED;
            default -> status >= 500 ? ErrorCode.TEACHER_UNAVAILABLE : ErrorCode.TEACHER_REJECTED_REQUEST;
        };
    }

    private static JsonNode error(String body) {
        try {
            return TriptychJson.mapper().readTree(body).path("error");
        } catch (JsonProcessingException e) {
            return TriptychJson.mapper().missingNode();
        }
    }
}
