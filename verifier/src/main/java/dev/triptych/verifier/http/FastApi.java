package dev.triptych.verifier.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;

/** Refusals as FastAPI words them, which most servers of this field are written with. */
public final class FastApi {
    private static final int UNPROCESSABLE = 422;

    private FastApi() {}

    /** 422 with one detail for each problem. */
    public static Response refused(BadRequestException e) {
        ObjectNode reply = Json.object();
        ArrayNode details = reply.putArray("detail");
        for (String problem : e.problems()) {
            int colon = problem.indexOf(':');
            ObjectNode one = details.addObject();
            one.put("type", problem.endsWith("is missing") ? "missing" : "value_error");
            one.putArray("loc").add("body").add(problem.substring(0, Math.max(colon, 0)));
            one.put("msg", problem.substring(colon + 1).strip());
        }
        return Exchange.json(UNPROCESSABLE, reply);
    }

    /** An error with one sentence. */
    public static Response error(int status, String sentence) {
        return Exchange.json(status, Json.object().put("detail", sentence));
    }
}
