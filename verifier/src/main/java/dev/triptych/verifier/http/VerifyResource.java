package dev.triptych.verifier.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.verifier.Evidence;
import dev.triptych.verifier.Intake;
import dev.triptych.verifier.Verifier;
import dev.triptych.verifier.judge.Submission;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code POST /v1/verify}: one program, or many, judged while the caller waits. */
@Path("/v1/verify")
public class VerifyResource {
    private static final Exchange.Words WORDS = new NativeWords();
    private static final String NDJSON = "application/x-ndjson";
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
    public Response verify(InputStream body, @Context RoutingContext exchange) {
        return Exchange.answered(WORDS, () -> {
            JsonNode json = Json.read(body);
            Submission submission = NativeRequest.read(json);
            Intake.Demand demand =
                    new Intake.Demand("verify", PATIENCE, NativeRequest.fresh(json), Exchange.goneAway(exchange));
            return Exchange.json(200, evidence(submission, demand));
        });
    }

    @POST
    @Path("batch")
    @RunOnVirtualThread
    @Consumes(MediaType.WILDCARD)
    @Produces(NDJSON)
    @Operation(summary = "Judges many programs; a line for each as it is judged, in any order, with its index.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Object.class),
                            example = """
                            {"requests": [{"language": "python", "style": "stdio", "solution": "print(input())",
                             "cases": [{"stdin": "1", "stdout": "1"}]}]}"""))
    @APIResponse(responseCode = "200", description = "lines of JSON; a request that makes no sense has its own")
    @APIResponse(responseCode = "400", description = "makes no sense; the problems name their fields")
    public Response batch(InputStream body, @Context RoutingContext exchange) {
        return Exchange.answered(WORDS, () -> {
            List<JsonNode> requests = VerifyBatch.read(body);
            BooleanSupplier gone = Exchange.goneAway(exchange);
            StreamingOutput lines = out -> {
                VerifyBatch.Lines written = new VerifyBatch.Lines(out);
                Batch.each(intake.places(), requests.size(), i -> written.write(i, reply(requests.get(i), gone)));
            };
            return Response.ok(lines, NDJSON).build();
        });
    }

    private ObjectNode reply(JsonNode request, BooleanSupplier gone) {
        try {
            Submission submission = NativeRequest.read(request);
            Intake.Demand demand = new Intake.Demand("verify_batch", PATIENCE, NativeRequest.fresh(request), gone);
            return Exchange.tried(() -> evidence(submission, demand), NativeWords::overload, NativeWords::failure);
        } catch (BadRequestException e) {
            return NativeWords.problems(e);
        }
    }

    private ObjectNode evidence(Submission submission, Intake.Demand demand) {
        return TriptychJson.mapper().valueToTree(verifier.evidence(intake.judge(submission, demand)));
    }
}
