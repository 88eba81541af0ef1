package dev.triptych.teacher.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.json.TriptychJson;

/** A request as it goes over the wire. {@code max_tokens} is always part of it. */
public record Outgoing(Endpoint endpoint, byte[] body, int maxTokens) {
    /** The largest {@code max_tokens} we send. */
    public static final int MAX_TOKENS_MAX = 131_072;

    /** Paths below the base URL. */
    public enum Endpoint {
        CHAT("chat/completions"),
        COMPLETION("completions");

        private final String path;

        Endpoint(String path) {
            this.path = path;
        }

        String path() {
            return path;
        }
    }

    /** Instructions and a user's message; an empty {@code system} is left out. */
    public static Outgoing chat(
            TeachersConfig.ProfileConfig profile, String system, String user, double temperature, int maxTokens) {
        ObjectNode request = common(profile, temperature, maxTokens);
        ArrayNode messages = request.putArray("messages");
        if (!system.isEmpty()) {
            messages.addObject().put("role", "system").put("content", system);
        }
        messages.addObject().put("role", "user").put("content", user);
        return new Outgoing(Endpoint.CHAT, bytes(request), maxTokens);
    }

    /** Text to be continued: for models without a chat form, and for prefilled answers. */
    public static Outgoing completion(
            TeachersConfig.ProfileConfig profile, String prompt, double temperature, int maxTokens) {
        ObjectNode request = common(profile, temperature, maxTokens).put("prompt", prompt);
        return new Outgoing(Endpoint.COMPLETION, bytes(request), maxTokens);
    }

    private static ObjectNode common(TeachersConfig.ProfileConfig profile, double temperature, int maxTokens) {
        if (maxTokens < 1 || maxTokens > MAX_TOKENS_MAX) {
            throw new IllegalArgumentException("maxTokens: must be 1 to " + MAX_TOKENS_MAX + ", was " + maxTokens);
        }
        ObjectNode request = TriptychJson.mapper().createObjectNode();
        request.put("model", profile.model()).put("temperature", temperature).put("max_tokens", maxTokens);
        if (profile.streaming()) {
            request.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        return request;
    }

    private static byte[] bytes(ObjectNode request) {
        try {
            return TriptychJson.mapper().writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
