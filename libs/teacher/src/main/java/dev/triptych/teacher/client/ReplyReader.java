package dev.triptych.teacher.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.json.TriptychJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a reply together, from one JSON document or from a stream of server-sent events, whichever the server chose.
 * What has come is kept when the rest does not.
 */
final class ReplyReader {
    /** The largest reply, in bytes: far more than the largest {@code max_tokens} can make. */
    static final int REPLY_BYTES_MAX = 32 * 1024 * 1024;

    private static final String DONE = "[DONE]";

    private final Clock clock;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private @Nullable Usage usage;
    private @Nullable Instant firstTokenAt;
    private @Nullable String finishReason;
    private boolean done;

    ReplyReader(Clock clock) {
        this.clock = clock;
    }

    /**
     * Reads to the end of the reply.
     *
     * @param progress told whenever bytes came
     * @throws MalformedReplyException when the bytes are not the protocol
     * @throws IOException when the connection breaks
     */
    void read(InputStream in, Runnable progress) throws IOException {
        byte[] buffer = new byte[8192];
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        @Nullable Boolean document = null;
        int total = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            progress.run();
            total += count;
            if (total > REPLY_BYTES_MAX) {
                throw new MalformedReplyException("the reply is longer than " + REPLY_BYTES_MAX + " bytes");
            }
            for (int i = 0; i < count; i++) {
                byte octet = buffer[i];
                if (document == null && octet > ' ') {
                    document = octet == '{';
                }
                if (octet == '\n' && !Boolean.TRUE.equals(document)) {
                    event(line(pending));
                } else {
                    pending.write(octet);
                }
            }
            if (done) {
                return;
            }
        }
        if (Boolean.TRUE.equals(document)) {
            whole(line(pending));
        } else {
            event(line(pending));
        }
    }

    /** What has come so far. */
    Received received() {
        return new Received(
                content.toString(),
                thinking.isEmpty() ? Optional.empty() : Optional.of(thinking.toString()),
                Optional.ofNullable(usage),
                Optional.ofNullable(firstTokenAt));
    }

    /** How the teacher ended; empty while it has not. */
    Optional<String> finishReason() {
        return Optional.ofNullable(finishReason);
    }

    private static String line(ByteArrayOutputStream pending) {
        String line = pending.toString(StandardCharsets.UTF_8);
        pending.reset();
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** One line of a stream. Comments, event names and ids say nothing to us. */
    private void event(String line) throws MalformedReplyException {
        if (done || line.isEmpty() || line.startsWith(":")) {
            return;
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        switch (field) {
            case "data" -> {
                String data = line.substring(colon + 1).strip();
                if (data.equals(DONE)) {
                    done = true;
                } else {
                    chunk(parse(data));
                }
            }
            case "event", "id", "retry" -> {}
            default -> throw new MalformedReplyException("the stream has a line that is no event");
        }
    }

    private void whole(String text) throws MalformedReplyException {
        JsonNode reply = parse(text);
        refuseErrors(reply);
        JsonNode choice = reply.path("choices").path(0);
        if (choice.isMissingNode()) {
            throw new MalformedReplyException("the reply has no choices");
        }
        choice(choice, choice.has("message") ? choice.path("message") : choice);
        usage(reply.path("usage"));
        if (finishReason == null) {
            finishReason = "stop";
        }
        done = true;
    }

    private void chunk(JsonNode chunk) throws MalformedReplyException {
        refuseErrors(chunk);
        JsonNode choice = chunk.path("choices").path(0);
        if (!choice.isMissingNode()) {
            choice(choice, choice.has("delta") ? choice.path("delta") : choice);
        }
        usage(chunk.path("usage"));
    }

    /** @param message what a chat says; a continuation has its text in the choice itself */
    private void choice(JsonNode choice, JsonNode message) {
        append(content, message.path("content"));
        append(content, choice.path("text"));
        append(
                thinking,
                message.hasNonNull("reasoning_content")
                        ? message.path("reasoning_content")
                        : message.path("reasoning"));
        if (choice.path("finish_reason").isTextual()) {
            finishReason = choice.path("finish_reason").textValue();
        }
    }

    private void append(StringBuilder text, JsonNode piece) {
        if (piece.isTextual() && !piece.textValue().isEmpty()) {
            if (firstTokenAt == null) {
                firstTokenAt = clock.instant();
            }
            text.append(piece.textValue());
        }
    }

    private void usage(JsonNode node) {
        if (node.path("prompt_tokens").canConvertToLong()) {
            usage = new Usage(
                    Math.max(0, node.path("prompt_tokens").longValue()),
                    Math.max(0, node.path("completion_tokens").longValue()),
                    false);
        }
    }

    private static void refuseErrors(JsonNode reply) throws MalformedReplyException {
        if (reply.hasNonNull("error")) {
            throw new MalformedReplyException(
                    "the reply ends with an error of the teacher", ErrorCode.TEACHER_UNAVAILABLE);
        }
    }

    private static JsonNode parse(String text) throws MalformedReplyException {
        try {
            JsonNode node = TriptychJson.mapper().readTree(text);
            if (!node.isObject()) {
                throw new MalformedReplyException("the reply is not a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the reply.
            throw new MalformedReplyException("the reply is not JSON");
        }
    }

    /** The bytes are not a reply. The message never quotes them. */
    static final class MalformedReplyException extends IOException {
        private final ErrorCode code;

        MalformedReplyException(String message) {
            this(message, ErrorCode.TEACHER_MALFORMED_REPLY);
        }

        MalformedReplyException(String message, ErrorCode code) {
            super(message);
            this.code = code;
        }

        ErrorCode code() {
            return code;
        }
    }
}
