package dev.triptych.verifier.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;

/** How our own requests are told why there is no verdict: a code and one line, or every problem of the request. */
public final class NativeWords implements Exchange.Words {
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    @Override
    public Response refused(BadRequestException e) {
        return Exchange.json(BAD_REQUEST, problems(e));
    }

    @Override
    public Response overloaded(String reason) {
        return Exchange.json(TOO_MANY_REQUESTS, overload(reason));
    }

    @Override
    public Response failed(String reason) {
        return Exchange.json(UNAVAILABLE, failure(reason));
    }

    @Override
    public Response gone() {
        return Exchange.json(UNAVAILABLE, ours("CANCELLED", "the client went away"));
    }

    static ObjectNode problems(BadRequestException e) {
        ObjectNode reply = Json.object().put("code", "INVALID_INPUT");
        ArrayNode problems = reply.putArray("problems");
        e.problems().forEach(problems::add);
        return reply;
    }

    static ObjectNode overload(String reason) {
        return ours("VERIFIER_OVERLOADED", reason);
    }

    static ObjectNode failure(String reason) {
        return ours("SANDBOX_FAILED", reason);
    }

    private static ObjectNode ours(String code, String reason) {
        return Json.object().put("verdict", "IE").put("code", code).put("reason", reason);
    }
}
