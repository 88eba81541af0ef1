package dev.triptych.verifier.http.sandboxfusion;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.Intake;
import dev.triptych.verifier.http.Exchange;
import dev.triptych.verifier.http.FastApi;
import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.http.Printed;
import dev.triptych.verifier.program.Execution;
import dev.triptych.verifier.program.ProgramResult;
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
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The endpoints of SandboxFusion that reward functions use. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class SandboxFusionResource {
    /** verl gives up 10 s after both time limits have passed, and asks again only when it is told to by a 504. */
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    private final Intake intake;

    @Inject
    public SandboxFusionResource(Intake intake) {
        this.intake = intake;
    }

    @GET
    @Path("v1/ping")
    @NonBlocking
    @Operation(summary = "SandboxFusion: says that the service is there.")
    public String ping() {
        return "\"pong\"";
    }

    @POST
    @Path("run_code")
    @RunOnVirtualThread
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "SandboxFusion: runs one program; 200 whatever it did.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Object.class),
                            example = """
                            {"code": "print(int(input()) + 1)", "language": "python", "stdin": "1", "run_timeout": 10,
                             "compile_timeout": 10, "memory_limit_MB": 1024, "files": {}, "fetch_files": []}"""))
    @APIResponse(responseCode = "200", description = "status, compile_result, run_result, files; verdict, cpu_time …")
    @APIResponse(responseCode = "422", description = "makes no sense; the detail names the field")
    @APIResponse(responseCode = "504", description = "overloaded: ask again")
    public Response runCode(InputStream body, @Context RoutingContext exchange) {
        BooleanSupplier gone = Exchange.goneAway(exchange);
        return Exchange.answered(FastApi.words(reason -> Exchange.json(200, Reply.sandboxError(reason))), () -> {
            RunCode request = RunCode.read(body);
            ProgramResult result = intake.run(request.program(), demand("run_code", request.fresh(), gone));
            return Exchange.json(200, Reply.of(result, new Printed()));
        });
    }

    @POST
    @Path("submit")
    @RunOnVirtualThread
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "SandboxFusion: judges a completion by the cases that come with it (CommonOJ).")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Object.class),
                            example = """
                            {"dataset": "mine", "id": 1, "completion": "```python\\nprint(int(input()) + 1)\\n```",
                             "config": {"dataset_type": "CommonOJDataset", "language": "python", "run_timeout": 10,
                             "provided_data": {"id": 1, "content": "…", "labels": {},
                             "test": [{"input": {"stdin": "1"}, "output": {"stdout": "2"}}]},
                             "extra": {"run_all_cases": true}}}"""))
    @APIResponse(responseCode = "200", description = "accepted, extracted_code and the tests; verdict")
    @APIResponse(responseCode = "422", description = "makes no sense; the detail names the field")
    @APIResponse(responseCode = "504", description = "overloaded: ask again")
    public Response submit(InputStream body, @Context RoutingContext exchange) {
        BooleanSupplier gone = Exchange.goneAway(exchange);
        return Exchange.answered(FastApi.words(), () -> Exchange.json(200, judged(Submit.read(body), gone)));
    }

    private ObjectNode judged(Submit submit, BooleanSupplier gone) {
        ObjectNode reply = Json.object();
        reply.set("id", submit.id());
        reply.put("accepted", false);
        reply.put("extracted_code", submit.code());
        reply.putNull("full_code");
        reply.putNull("test_code");
        ArrayNode tests = reply.putArray("tests");
        Verdict verdict = Verdict.AC;
        Printed printed = new Printed();
        for (Submit.Case given : submit.cases()) {
            ProgramResult result = intake.run(given.program(), demand("submit", false, gone));
            Verdict one = result.verdict().orElseGet(() -> compared(result, given));
            verdict = verdict.or(one);
            ObjectNode test = tests.addObject();
            test.put("passed", one == Verdict.AC);
            test.set("exec_info", Reply.of(result, printed));
            ObjectNode info = test.putObject("test_info");
            info.putObject("input").put("stdin", given.stdin());
            info.putObject("output").put("stdout", given.expected());
            if (one != Verdict.AC && !submit.runAllCases()) {
                break;
            }
        }
        reply.put("accepted", verdict == Verdict.AC);
        reply.putNull("extracted_type");
        reply.putNull("extra");
        reply.put("verdict", verdict.name());
        return reply;
    }

    private static Verdict compared(ProgramResult result, Submit.Case given) {
        byte[] printed = result.run().map(Execution::stdout).orElse(new byte[0]);
        return Comparison.same(Exchange.text(printed), given.expected()) ? Verdict.AC : Verdict.WA;
    }

    private static Intake.Demand demand(String endpoint, boolean fresh, BooleanSupplier gone) {
        return new Intake.Demand(endpoint, PATIENCE, fresh, gone);
    }
}
