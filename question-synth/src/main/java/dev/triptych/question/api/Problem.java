package dev.triptych.question.api;

import dev.triptych.contracts.ErrorCode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * How an error looks to whoever calls the API.
 *
 * @param problems one line each, beginning with what it is about
 */
public record Problem(String code, List<String> problems) {
    /** 400: the caller must change something. */
    public static Response invalidInput(String problem) {
        return response(400, ErrorCode.INVALID_INPUT.name(), problem);
    }

    static Response response(int status, String code, String problem) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(new Problem(code, List.of(problem)))
                .build();
    }
}
