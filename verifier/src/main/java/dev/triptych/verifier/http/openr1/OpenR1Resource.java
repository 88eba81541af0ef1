package dev.triptych.verifier.http.openr1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.verifier.Intake;
import dev.triptych.verifier.http.Batch;
import dev.triptych.verifier.http.Exchange;
import dev.triptych.verifier.http.FastApi;
import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.http.Printed;
import dev.triptych.verifier.program.Program;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * The endpoints of open-r1's router. Overload is told script by script: a client that gets anything but a list of
 * results breaks.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class OpenR1Resource {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Intake intake;

    @Inject
    public OpenR1Resource(Intake intake) {
        this.intake = intake;
    }

    @GET
    @Path("health")
    @NonBlocking
    @Operation(summary = "open-r1: says that the service is there.")
    public Response health() {
        return Exchange.json(200, Json.object().put("status", "ok"));
    }

    @POST
    @Path("execute_batch")
    @RunOnVirtualThread
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "open-r1: runs scripts as cells of a notebook.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Object.class),
                            example = """
                            {"scripts": ["x = 2\\nx / 4"], "languages": ["python"], "timeout": 30,
                             "request_timeout": 28}"""))
    @APIResponse(responseCode = "200", description = "for each script its execution, or exception_str")
    @APIResponse(responseCode = "422", description = "makes no sense; the detail names the field")
    public Response executeBatch(InputStream body, @Context RoutingContext exchange) {
        BooleanSupplier gone = Exchange.goneAway(exchange);
        return Exchange.answered(FastApi.words(), () -> {
            List<Optional<Program>> scripts = Cells.read(body).scripts();
            Printed printed = new Printed();
            AtomicReferenceArray<ObjectNode> replies = new AtomicReferenceArray<>(scripts.size());
            Batch.each(intake.places(), scripts.size(), i -> replies.set(i, reply(scripts.get(i), printed, gone)));
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < scripts.size(); i++) {
                all.add(replies.get(i));
            }
            return Exchange.json(200, all);
        });
    }

    private ObjectNode reply(Optional<Program> script, Printed printed, BooleanSupplier gone) {
        if (script.isEmpty()) {
            return CellReply.failed("the language is not offered; offered is python");
        }
        Intake.Demand demand = new Intake.Demand("execute_batch", PATIENCE, false, gone);
        return Exchange.tried(
                () -> CellReply.of(intake.run(script.get(), demand), printed),
                reason -> CellReply.failed("overloaded: " + reason),
                reason -> CellReply.failed("the sandbox failed: " + reason));
    }
}
