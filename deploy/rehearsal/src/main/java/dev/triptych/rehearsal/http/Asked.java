package dev.triptych.rehearsal.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.rehearsal.log.Scenario;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came.
 *
 * @param model whom it is for
 * @param key the {@code Idempotency-Key}, or a hash of the request where there is none
 * @param identity all that the reply follows from: texts, sampling, and which attempt and sample of which candidate it
 *     is, but not of which run
 * @param request a hash of model, texts and sampling alone: equal requests are equal whatever their keys
 * @param system the system messages; empty for a completion
 * @param message the last user message, or the prompt of a completion
 * @param prompt the SHA-256 of the message
 */
record Asked(
        String model,
        boolean chat,
        String key,
        String identity,
        String request,
        String system,
        String message,
        String prompt,
        int promptTokens,
        int maxTokens,
        int choices,
        boolean stream,
        boolean streamUsage) {
    private static final int MAX_TOKENS_DEFAULT = 16_384;
    private static final int CHOICES_MAX = 16;

    /** @throws IllegalArgumentException with the field's name when the request makes no sense */
    static Asked read(boolean chat, JsonNode body, @Nullable String keyHeader) {
        String model = body.path("model").asText();
        JsonNode texts = body.path(chat ? "messages" : "prompt");
        if (chat ? !texts.isArray() || texts.isEmpty() : !texts.isTextual()) {
            throw new IllegalArgumentException(
                    chat ? "messages: must be a list with a message" : "prompt: must be a text");
        }
        int choices = body.path("n").asInt(1);
        if (choices < 1 || choices > CHOICES_MAX) {
            throw new IllegalArgumentException("n: must be 1 to " + CHOICES_MAX + ", was " + choices);
        }
        int maxTokens =
                body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(MAX_TOKENS_DEFAULT));
        if (maxTokens < 1) {
            throw new IllegalArgumentException("max_tokens: must be ≥ 1, was " + maxTokens);
        }
        String sampling = body.path("temperature") + " " + body.path("top_p") + " " + body.path("seed");
        String request = sha256(model + (chat ? " chat " : " text ") + choices + " " + sampling + " " + texts);
        String message = chat ? lastOfUser(texts) : texts.asText();
        return new Asked(
                model,
                chat,
                keyHeader == null || keyHeader.isBlank() ? "sha256:" + request : keyHeader.strip(),
                sha256(request + " " + withoutRun(keyHeader)),
                request,
                chat ? ofSystem(texts) : "",
                message,
                sha256(message),
                promptTokens(chat, texts),
                maxTokens,
                choices,
                body.path("stream").asBoolean(),
                body.path("stream_options").path("include_usage").asBoolean());
    }

    /** This call as it ended. */
    Scenario.Call call(Scenario.Ending ending, Instant startedAt, Instant endedAt, Duration drawn) {
        return new Scenario.Call(model, key, request, prompt, ending, startedAt, endedAt, drawn);
    }

    /** What follows the first slash: the part of a slot's key that is the same in a repeated run. */
    private static String withoutRun(@Nullable String key) {
        int slash = key == null ? -1 : key.indexOf('/');
        return key == null || slash < 0 ? "" : key.substring(slash);
    }

    private static int promptTokens(boolean chat, JsonNode texts) {
        if (!chat) {
            return Tokens.of(texts.asText());
        }
        int tokens = 0;
        for (JsonNode message : texts) {
            tokens += Tokens.PER_MESSAGE + Tokens.of(textOf(message));
        }
        return tokens;
    }

    private static String ofSystem(JsonNode messages) {
        StringBuilder text = new StringBuilder();
        for (JsonNode message : messages) {
            if (message.path("role").asText().equals("system")) {
                text.append(textOf(message)).append('\n');
            }
        }
        return text.toString();
    }

    private static String lastOfUser(JsonNode messages) {
        String last = "";
        for (JsonNode message : messages) {
            if (message.path("role").asText().equals("user")) {
                last = textOf(message);
            }
        }
        return last;
    }

    /** Content is a text, or a list of parts with texts. */
    private static String textOf(JsonNode message) {
        JsonNode content = message.path("content");
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
