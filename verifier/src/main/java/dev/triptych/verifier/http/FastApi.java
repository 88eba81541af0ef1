package dev.triptych.verifier.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/** Refusals as FastAPI words them, which most servers of this field are written with. */
public final class FastApi {
    private static final int UNPROCESSABLE = 422;

    private static final int FAILED = 500;
    /** The one that verl's client asks again after. */
    private static final int LATER = 504;

    private FastApi() {}

    /** As {@link #words(Function)}, where our failure is an error. */
    public static Exchange.Words words() {
        return words(reason -> error(FAILED, reason));
    }

    /** @param failed what our failure is answered with */
    public static Exchange.Words words(Function<String, Response> failed) {
        return new Exchange.Words() {
            @Override
            public Response refused(BadRequestException e) {
                return FastApi.refused(e);
            }

            @Override
            public Response overloaded(String reason) {
                return error(LATER, "overloaded: " + reason);
            }

            @Override
            public Response failed(String reason) {
                return failed.apply(reason);
            }

            @Override
            public Response gone() {
                return error(LATER, "the client went away");
            }
        };
    }

    /** 422 with one detail for each problem. */
    private static Response refused(BadRequestException e) {
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
    private static Response error(int status, String sentence) {
        return Exchange.json(status, Json.object().put("detail", sentence));
    }
}
