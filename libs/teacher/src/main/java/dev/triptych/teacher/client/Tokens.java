package dev.triptych.teacher.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;

/** Counts tokens where the teacher does not say. Another model's tokens are near enough for an estimate. */
final class Tokens {
    /** What a chat's format adds to each message. */
    private static final int PER_MESSAGE = 4;

    private Tokens() {}

    /** The vocabulary takes a tenth of a second and megabytes, so it is read when it is first needed. */
    private static final class Vocabulary {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

        private Vocabulary() {}
    }

    static int count(String text) {
        return text.isEmpty() ? 0 : Vocabulary.ENCODING.countTokensOrdinary(text);
    }

    /** The prompt's tokens. */
    static int count(Outgoing outgoing) {
        try {
            JsonNode request = TriptychJson.mapper().readTree(outgoing.body());
            int tokens = count(request.path("prompt").asText(""));
            for (JsonNode message : request.path("messages")) {
                tokens += PER_MESSAGE + count(message.path("content").asText(""));
            }
            return tokens;
        } catch (IOException e) {
            throw new IllegalStateException("a request is always JSON", e);
        }
    }
}
