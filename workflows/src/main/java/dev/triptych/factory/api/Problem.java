package dev.triptych.factory.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.json.TriptychJson;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an error says: never a stack trace.
 *
 * @param code a short fixed word
 * @param problems one line each, beginning with the field's path where there is one
 * @param example a body that would do
 */
@Schema(name = "Problem")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String code,
        List<String> problems,

        @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT) @JsonRawValue @Nullable
        String example) {
    public Problem {
        problems = List.copyOf(problems);
    }

    static Problem of(String code, String message) {
        return new Problem(code, List.of(message), null);
    }

    Response response(Response.Status status) {
        JsonNode json = TriptychJson.mapper().valueToTree(this);
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(json.toString())
                .build();
    }
}
