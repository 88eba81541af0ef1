package dev.triptych.verifier.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.verifier.Evidence;
import dev.triptych.verifier.Intake;
import dev.triptych.verifier.Verifier;
import dev.triptych.verifier.judge.Submission;
import dev.triptych.verifier.sandbox.CancelledException;
import dev.triptych.verifier.sandbox.OverloadedException;
import dev.triptych.verifier.sandbox.SandboxException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;

/** {@code POST /v1/verify}: one program, judged while the caller waits. */
@Path("/v1/verify")
public class VerifyResource {
    private static final Logger LOG = Logger.getLogger(VerifyResource.class);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Verifier verifier;
    private final Intake intake;

    @Inject
    public VerifyResource(Verifier verifier, Intake intake) {
        this.verifier = verifier;
        this.intake = intake;
    }

    @POST
    @RunOnVirtualThread
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Judges one program; 200 whatever the verdict.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Object.class),
                            example = """
                            {"language": "python", "style": "pytest", "solution": "def add(a, b): return a + b",
                             "tests": "from solution import add\\n\\ndef test_add(): assert add(1, 2) == 3"}"""))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Evidence.class)))
    @APIResponse(responseCode = "400", description = "makes no sense; the problems name their fields")
    @APIResponse(responseCode = "429", description = "verdict IE: overloaded; ask again later")
    @APIResponse(responseCode = "503", description = "verdict IE: the sandbox is not safe to use, or failed")
    public Response verify(byte[] body, @Context RoutingContext exchange) {
        return answered(body, Exchange.goneAway(exchange));
    }

    private Response answered(byte[] body, BooleanSupplier gone) {
        try {
            JsonNode json = Json.read(body);
            Submission submission = NativeRequest.read(json);
            Intake.Demand demand = new Intake.Demand("verify", PATIENCE, NativeRequest.fresh(json), gone);
            return json(200, verifier.evidence(intake.judge(submission, demand)));
        } catch (BadRequestException e) {
            return json(400, Map.of("code", "INVALID_INPUT", "problems", e.problems()));
        } catch (OverloadedException e) {
            return json(429, Map.of("verdict", "IE", "code", "VERIFIER_OVERLOADED", "reason", Exchange.reason(e)));
        } catch (SandboxException e) {
            LOG.errorf("a run failed by our fault: reason=%s", Exchange.reason(e));
            return json(503, Map.of("verdict", "IE", "code", "SANDBOX_FAILED", "reason", Exchange.reason(e)));
        } catch (CancelledException e) {
            return json(503, Map.of("verdict", "IE", "code", "CANCELLED", "reason", "the client went away"));
        }
    }

    private static Response json(int status, Object value) {
        try {
            return Response.status(status)
                    .entity(TriptychJson.mapper().writeValueAsBytes(value))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reply of our own cannot be written", e);
        }
    }
}
