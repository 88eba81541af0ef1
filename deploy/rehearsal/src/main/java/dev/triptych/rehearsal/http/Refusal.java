package dev.triptych.rehearsal.http;

/**
 * An error in the protocol's words.
 *
 * @param status of HTTP
 */
record Refusal(int status, String type, String code, String message) {
    private static final String INVALID = "invalid_request_error";

    static Refusal invalid(String message) {
        return new Refusal(400, INVALID, "invalid_request", message);
    }

    static Refusal contextTooLong(int tokensMax, int tokens) {
        return new Refusal(
                400,
                INVALID,
                "context_length_exceeded",
                "This model's maximum context length is " + tokensMax + " tokens. However, you requested " + tokens
                        + " tokens. Please reduce the length of the messages or completion.");
    }

    static Refusal unknownModel(String message) {
        return new Refusal(404, INVALID, "model_not_found", message);
    }

    static Refusal full() {
        return new Refusal(429, "requests", "rate_limit_exceeded", "All slots are busy.");
    }

    static Refusal serverError(int status) {
        return new Refusal(status, "server_error", "simulated", "A simulated failure.");
    }

    static Refusal unauthorised() {
        return new Refusal(401, INVALID, "invalid_api_key", "Incorrect API key provided.");
    }

    static Refusal paymentRequired() {
        return new Refusal(402, "insufficient_quota", "insufficient_balance", "Insufficient balance.");
    }

    static Refusal forbidden() {
        return new Refusal(403, INVALID, "permission_denied", "This key may not use the model.");
    }
}
