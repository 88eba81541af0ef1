package dev.triptych.verifier.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * JSON from strangers: bounded in depth, names, numbers and tokens, without duplicate fields; a complaint says where. NaN
 * and Infinity, which Python writes, are read so that their field can be named.
 */
public final class Json {
    private static final int DEPTH_MAX = 20;
    private static final int TEXT_CHARS_MAX = 64 * 1024 * 1024;
    private static final int NUMBER_CHARS_MAX = 400;
    private static final int NAME_CHARS_MAX = 2_000;
    /** A token costs some ten times its shortest text in memory. */
    private static final long TOKENS_MAX = 400_000;

    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    /** @throws BadRequestException when it is no JSON, or more of it than anybody needs */
    public static JsonNode read(byte[] json) {
        return read(new ByteArrayInputStream(json));
    }

    /**
     * Reads while it arrives, so that a complaint about a large body follows soon after its last byte.
     *
     * @throws BadRequestException when it is no JSON, or more of it than anybody needs
     * @throws UncheckedIOException when the rest does not arrive, or is more than is allowed: the exchange is over then
     */
    public static JsonNode read(InputStream json) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            try {
                JsonNode node = MAPPER.readTree(parser);
                if (node == null || node.isMissingNode()) {
                    throw new BadRequestException("body", "is empty");
                }
                return node;
            } catch (JsonProcessingException e) {
                JsonPointer at = parser.getParsingContext().pathAsPointer();
                // A client that still sends reads no answer, and its connection is to serve the next request.
                json.transferTo(OutputStream.nullOutputStream());
                throw new BadRequestException(field(at), "no JSON: " + e.getOriginalMessage());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new object for a reply. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The reply's bytes. */
    public static byte[] bytes(JsonNode reply) {
        try {
            return MAPPER.writeValueAsBytes(reply);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reply of our own cannot be written", e);
        }
    }

    private static String field(JsonPointer at) {
        String path = at.toString();
        return path.isEmpty() ? "body" : path.substring(1).replace('/', '.');
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = JsonMapper.builder()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // What is left of a bad body is still to be read.
                .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH_MAX)
                        .maxStringLength(TEXT_CHARS_MAX)
                        .maxNumberLength(NUMBER_CHARS_MAX)
                        .maxNameLength(NAME_CHARS_MAX)
                        .maxTokenCount(TOKENS_MAX)
                        .build());
        return mapper;
    }
}
