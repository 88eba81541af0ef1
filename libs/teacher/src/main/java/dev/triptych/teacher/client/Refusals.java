package dev.triptych.teacher.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.json.TriptychJson;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** HTTP answers that are not a reply, by kind. */
final class Refusals {
    /** How much of a teacher's explanation is kept. */
    private static final int EXPLANATION_CHARS_MAX = 200;

    /** Servers and gateways that have too much to do say these, also without a time to come again. */
    private static final Set<Integer> OVERLOADED = Set.of(429, 503, 529);

    /** Somebody on the way gave up waiting: behind it the reply may have been written, and is billed then. */
    private static final Set<Integer> GAVE_UP_WAITING = Set.of(408, 504, 524);

    /** Vendors say 429 for these, but waiting does not help. */
    private static final Set<String> USED_UP = Set.of("insufficient_quota", "billing_hard_limit_reached");

    private static final Pattern TOO_LONG = Pattern.compile(
            "context (length|window|size)|prompt is too long|too many tokens|input is too long",
            Pattern.CASE_INSENSITIVE);

    private Refusals() {}

    /** @param body what came with the status, possibly not JSON; {@code secret} never appears in the message */
    static CallResult.Failed of(Profile profile, Response response, String body, Optional<String> secret, Instant now) {
        int status = response.getStatus();
        JsonNode error = error(body);
        String explanation = error.path("message").asText("").replaceAll("\\s+", " ");
        ErrorCode code =
                code(status, error.path("code").asText(error.path("type").asText("")), explanation);
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
                GAVE_UP_WAITING.contains(status) ? CallResult.Ending.CUT : CallResult.Ending.REFUSED,
                code,
                "teacher " + profile.name() + ": HTTP " + status + (explanation.isEmpty() ? "" : ": " + explanation),
                retryAfter,
                code.retryable() && (OVERLOADED.contains(status) || retryAfter.isPresent()));
    }

    private static ErrorCode code(int status, String errorCode, String explanation) {
        return switch (status) {
            case 401, 403 -> ErrorCode.TEACHER_UNAUTHORIZED;
            case 402 -> ErrorCode.TEACHER_QUOTA_EXHAUSTED;
            case 404 -> ErrorCode.TEACHER_MODEL_UNKNOWN;
            case 408 -> ErrorCode.TEACHER_UNAVAILABLE;
            case 429 ->
                USED_UP.contains(errorCode) ? ErrorCode.TEACHER_QUOTA_EXHAUSTED : ErrorCode.TEACHER_RATE_LIMITED;
            case 400, 413, 422 ->
                isTooLong(errorCode, explanation)
                        ? ErrorCode.TEACHER_CONTEXT_TOO_LONG
                        : ErrorCode.TEACHER_REJECTED_REQUEST;
            default -> status >= 500 ? ErrorCode.TEACHER_UNAVAILABLE : ErrorCode.TEACHER_REJECTED_REQUEST;
        };
    }

    /** Vendors have one code for it at best; their explanations have these words in common. */
    private static boolean isTooLong(String errorCode, String explanation) {
        return errorCode.equals("context_length_exceeded")
                || TOO_LONG.matcher(explanation).find();
    }

    /** Most wrap it as {@code {"error": {"message", "code"}}}; others send it bare, as {@code error}'s text or as {@code detail}. */
    private static JsonNode error(String body) {
        try {
            JsonNode whole = TriptychJson.mapper().readTree(body);
            JsonNode error = whole.path("error");
            if (error.isObject()) {
                return error;
            }
            ObjectNode bare = TriptychJson.mapper().createObjectNode();
            bare.put("code", whole.path("code").asText(""));
            Stream.of(error, whole.path("message"), whole.path("detail"))
                    .filter(JsonNode::isTextual)
                    .findFirst()
                    .ifPresent(message -> bare.set("message", message));
            return bare;
        } catch (JsonProcessingException e) {
            return TriptychJson.mapper().missingNode();
        }
    }
}
