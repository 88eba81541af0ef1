package dev.triptych.teacher.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts a reply together, from one JSON document or from a stream of server-sent events, whichever the server chose.
 * What has come is kept when the rest does not. A reply that repeats itself, or is longer than what was asked for, is
 * ended here: {@link #cut}.
 */
final class ReplyReader {
    /** The largest reply, in bytes: far more than the largest {@code max_tokens} can make. */
    static final int REPLY_BYTES_MAX = 32 * 1024 * 1024;

    /** Most replies are shorter, and cost nothing then. */
    private static final int LOOK_FOR_LOOPS_FROM = 4_096;

    private static final JsonFactory JSON = TriptychJson.mapper().getFactory();
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final String DONE = "[DONE]";
    private static final long NO_COUNT = -1;

    private final Supplier<Instant> cameAt;
    private final TokenBudget budget;
    private final Repetition repetition = new Repetition();
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private byte[] pending = new byte[512];
    private int length;
    private int pieces;
    private boolean hasChoice;
    private @Nullable Usage usage;
    private int countedPieces;
    private boolean absurd;
    private boolean tooLong;
    private @Nullable Instant firstTokenAt;
    private @Nullable String finishReason;
    private boolean done;
    private boolean cut;

    /**
     * @param cameAt when the bytes that were read last had come
     * @param maxTokens what was asked for
     */
    ReplyReader(Supplier<Instant> cameAt, int maxTokens) {
        this.cameAt = cameAt;
        this.budget = new TokenBudget(maxTokens);
    }

    /**
     * Reads to the end of the reply, or to where it is cut.
     *
     * @throws MalformedReplyException when the bytes are not the protocol
     * @throws IOException when the connection breaks
     */
    void read(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        @Nullable Boolean document = null;
        int total = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            total += count;
            if (total > REPLY_BYTES_MAX) {
                throw new MalformedReplyException("the reply is longer than " + REPLY_BYTES_MAX + " bytes");
            }
            if (document == null) {
                document = isDocument(buffer, count);
            }
            if (Boolean.TRUE.equals(document)) {
                keep(buffer, 0, count);
            } else {
                lines(buffer, count);
            }
            if (done || cut) {
                return;
            }
        }
        if (Boolean.TRUE.equals(document)) {
            whole();
        } else {
            event();
        }
    }

    /** What has come so far. */
    Received received() {
        Usage told = finalUsage();
        return new Received(
                content.toString(),
                thinking.isEmpty() ? Optional.empty() : Optional.of(thinking.toString()),
                Optional.ofNullable(told),
                Optional.ofNullable(firstTokenAt),
                overrun(told));
    }

    private boolean isTooLong() {
        tooLong |= budget.isExceededBy(content, thinking, pieces);
        return tooLong;
    }

    /** What came, where it shows that the teacher keeps no bound. */
    private OptionalLong overrun(@Nullable Usage told) {
        if (!absurd && (told != null || !isTooLong())) {
            return OptionalLong.empty();
        }
        long tokens = (long) Tokens.count(content.toString()) + Tokens.count(thinking.toString());
        return absurd || budget.isIgnoredBy(tokens, pieces)
                ? OptionalLong.of(Math.max(pieces, tokens))
                : OptionalLong.empty();
    }

    /** How the teacher ended, or {@code length} or {@code loop} where we did; empty while nobody has. */
    Optional<String> finishReason() {
        return Optional.ofNullable(finishReason);
    }

    /** Whether the reply was ended by us: more would come. */
    boolean cut() {
        return cut;
    }

    /** Whether the stream has ended properly without ever holding a choice. */
    boolean isEmpty() {
        return done && !hasChoice;
    }

    /** Whether this is one JSON document; nothing is known before the first character that is no space. */
    private static @Nullable Boolean isDocument(byte[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            if (buffer[i] > ' ') {
                return buffer[i] == '{';
            }
        }
        return null;
    }

    private void keep(byte[] buffer, int from, int to) {
        int size = to - from;
        if (length + size > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(2 * pending.length, length + size));
        }
        System.arraycopy(buffer, from, pending, length, size);
        length += size;
    }

    private void lines(byte[] buffer, int count) throws MalformedReplyException {
        int from = 0;
        for (int i = 0; i < count && !done && !cut; i++) {
            if (buffer[i] == '\n') {
                keep(buffer, from, i);
                event();
                from = i + 1;
            }
        }
        if (!done && !cut) {
            keep(buffer, from, count);
        }
    }

    /** One line of a stream. Comments, event names and ids say nothing to us. */
    private void event() throws MalformedReplyException {
        int size = length > 0 && pending[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        if (done || size == 0 || pending[0] == ':') {
            return;
        }
        if (size >= DATA.length && Arrays.equals(pending, 0, DATA.length, DATA, 0, DATA.length)) {
            data(DATA.length, size);
        } else {
            String line = new String(pending, 0, size, StandardCharsets.UTF_8);
            int colon = line.indexOf(':');
            switch (colon < 0 ? line : line.substring(0, colon)) {
                case "data", "event", "id", "retry" -> {}
                default -> throw new MalformedReplyException("the stream has a line that is no event");
            }
        }
    }

    private void data(int from, int to) throws MalformedReplyException {
        if (to - from <= DONE.length() + 2
                && new String(pending, from, to - from, StandardCharsets.UTF_8)
                        .strip()
                        .equals(DONE)) {
            done = true;
            return;
        }
        object(from, to);
        if (finishReason == null && isTooLong()) {
            finishReason = "length";
            cut = true;
        } else if (finishReason == null && repetition.found()) {
            finishReason = "loop";
            cut = true;
        }
    }

    private void whole() throws MalformedReplyException {
        object(0, length);
        if (!hasChoice) {
            throw new MalformedReplyException("the reply has no choices");
        }
        if (finishReason == null) {
            finishReason = "stop";
        }
        done = true;
    }

    /** A chunk or a whole reply, read as it comes: a tree for each chunk would cost more than all the rest. */
    private void object(int from, int to) throws MalformedReplyException {
        boolean counted = false;
        try (JsonParser parser = JSON.createParser(pending, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedReplyException("the reply is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "choices" -> choices(parser, value);
                    case "usage" -> {
                        counted |= value == JsonToken.START_OBJECT;
                        usage(parser, value);
                    }
                    case "error" -> refuseErrors(parser, value);
                    default -> parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new MalformedReplyException("the reply is not JSON");
            }
            if (counted) {
                countedPieces = pieces;
            }
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the reply.
            throw new MalformedReplyException("the reply is not JSON");
        } catch (MalformedReplyException e) {
            throw e;
        } catch (IOException e) {
            throw new MalformedReplyException("the reply ends in the middle");
        }
    }

    /** The first choice; there is no other where one was asked for. */
    private void choices(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        for (int i = 0; parser.nextToken() == JsonToken.START_OBJECT; i++) {
            if (i > 0) {
                parser.skipChildren();
            } else {
                hasChoice = true;
                choice(parser);
            }
        }
    }

    /** What a chat says is in {@code delta} or {@code message}; a continuation has its text in the choice itself. */
    private void choice(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "delta", "message" -> {
                    if (value == JsonToken.START_OBJECT) {
                        message(parser);
                    }
                }
                case "text" -> append(content, parser, value);
                case "finish_reason" -> {
                    if (value == JsonToken.VALUE_STRING) {
                        finishReason = parser.getText();
                    }
                }
                default -> {}
            }
            parser.skipChildren();
        }
    }

    private void message(JsonParser parser) throws IOException {
        boolean thought = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "content" -> append(content, parser, value);
                case "reasoning_content", "reasoning" -> {
                    // Some servers say the same in both.
                    if (!thought) {
                        thought = value == JsonToken.VALUE_STRING;
                        append(thinking, parser, value);
                    }
                }
                default -> {}
            }
            parser.skipChildren();
        }
    }

    private void append(StringBuilder text, JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING || parser.getTextLength() == 0) {
            return;
        }
        if (firstTokenAt == null) {
            firstTokenAt = cameAt.get();
        }
        String piece = parser.getText();
        pieces++;
        text.append(piece);
        if (text.length() > LOOK_FOR_LOOPS_FROM) {
            repetition.add(piece);
        }
    }

    /** Only what counts both parts is a count; whatever else was said before it is taken back by it. */
    private void usage(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        long prompt = NO_COUNT;
        long completion = NO_COUNT;
        long cached = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (field) {
                case "prompt_tokens" -> prompt = count(parser, token);
                case "completion_tokens" -> completion = count(parser, token);
                case "prompt_tokens_details" -> cached = cachedTokens(parser, token);
                default -> {}
            }
            parser.skipChildren();
        }
        absurd = prompt > Usage.TOKENS_MAX || completion > Usage.TOKENS_MAX;
        usage = absurd || prompt == NO_COUNT || completion == NO_COUNT
                ? null
                : new Usage(prompt, Math.min(cached, prompt), completion, false);
    }

    /** A number of tokens, also where it is written as {@code 12.0}. */
    private static long count(JsonParser parser, JsonToken value) throws IOException {
        if (!value.isNumeric()) {
            return NO_COUNT;
        }
        double number = parser.getDoubleValue();
        return number >= 0 && number == Math.rint(number) ? (long) number : NO_COUNT;
    }

    private static long cachedTokens(JsonParser parser, JsonToken value) throws IOException {
        long cached = 0;
        if (value == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                if (field.equals("cached_tokens")) {
                    cached = Math.max(0, count(parser, token));
                }
                parser.skipChildren();
            }
        }
        return cached;
    }

    /**
     * What the teacher counted for the whole reply. A count that came before more text, or before an end that is not
     * the teacher's, is a count so far; one without a token for a text that came is none.
     */
    private @Nullable Usage finalUsage() {
        if (usage == null || countedPieces < pieces || cut || !done && finishReason == null) {
            return null;
        }
        return pieces > 0 && usage.completionTokens() == 0 ? null : usage;
    }

    private static void refuseErrors(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_NULL) {
            throw new MalformedReplyException(
                    "the reply ends with an error of the teacher", ErrorCode.TEACHER_UNAVAILABLE);
        }
        parser.skipChildren();
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
