package dev.triptych.verifier.http.piston;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.verifier.Intake;
import dev.triptych.verifier.http.BadRequestException;
import dev.triptych.verifier.http.Exchange;
import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.program.Execution;
import dev.triptych.verifier.program.Program;
import dev.triptych.verifier.program.ProgramResult;
import dev.triptych.verifier.program.Programs;
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
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The endpoints of Piston that run programs. */
@Path("/api/v2")
@Produces(MediaType.APPLICATION_JSON)
public class PistonResource {
    private static final Exchange.Words WORDS = new Messages();
    /** open-r1's client gives up after 30 s without a byte. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Intake intake;

    @Inject
    public PistonResource(Intake intake) {
        this.intake = intake;
    }

    @GET
    @Path("runtimes")
    @RunOnVirtualThread
    @Operation(summary = "Piston: what can be run.")
    public Response runtimes() {
        return Exchange.answered(WORDS, () -> {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (Runtime runtime : Runtime.all(intake.pythonVersion())) {
                if (Programs.OFFERED.contains(runtime.language())) {
                    ObjectNode one = all.addObject();
                    one.put("language", runtime.name());
                    one.put("version", runtime.version());
                    runtime.aliases().forEach(one.putArray("aliases")::add);
                }
            }
            return Exchange.json(200, all);
        });
    }

    @POST
    @Path("execute")
    @RunOnVirtualThread
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Piston: runs one program; 200 whatever it did.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Object.class),
                            example = """
                            {"language": "python", "version": "*", "files": [{"content": "print(input())"}],
                             "stdin": "1", "args": [], "run_timeout": 3000}"""))
    @APIResponse(responseCode = "200", description = "language, version, run and, for compiled languages, compile")
    @APIResponse(responseCode = "400", description = "makes no sense; the message names the field")
    @APIResponse(responseCode = "429", description = "overloaded: ask again later")
    public Response execute(InputStream body, @Context RoutingContext exchange) {
        BooleanSupplier gone = Exchange.goneAway(exchange);
        return Exchange.answered(WORDS, () -> Exchange.json(200, reply(Job.read(body, intake.pythonVersion()), gone)));
    }

    private ObjectNode reply(Job job, BooleanSupplier gone) {
        ProgramResult result = run(job.program(), gone);
        ObjectNode reply = Json.object();
        Optional<ObjectNode> compile = result.compile().map(Stage::of);
        // A program that did not compile has its compiler's stage in both places, as Piston has it.
        ObjectNode run = job.graded()
                .filter(_ -> result.run().isPresent())
                .map(graded -> graded(graded, result, gone))
                .orElseGet(() -> Stage.of(result.run().or(result::compile).orElseThrow()));
        reply.set("run", run);
        if (job.runtime().compiled()) {
            reply.set("compile", compile.orElseGet(() -> Stage.well("", "")));
        }
        reply.put("language", job.runtime().name());
        reply.put("version", job.runtime().version());
        return reply;
    }

    private ObjectNode graded(Graded problem, ProgramResult result, BooleanSupplier gone) {
        Execution run = result.run().orElseThrow();
        if (!run.clean()) {
            return scored(run, "0", "the solution ended: " + run.ending());
        }
        byte[] answer = problem.answer(result);
        Optional<Program> checker = problem.check(answer);
        if (checker.isEmpty()) {
            return scored(run, problem.same(answer) ? "1" : "0", "");
        }
        ProgramResult checked = run(checker.get(), gone);
        Execution check = checked.run().orElseThrow();
        return check.clean()
                ? scored(run, Exchange.text(check.stdout()).strip(), Exchange.text(check.stderr()))
                : scored(run, "0", "the checker ended: " + check.ending());
    }

    private static ObjectNode scored(Execution run, String score, String why) {
        ObjectNode stage = Stage.well(score + "\n", why);
        stage.put("cpu_time", run.cpu().toMillis());
        stage.put("wall_time", run.wall().toMillis());
        stage.put("verdict", run.verdict().map(Enum::name).orElse(score.equals("1") ? "AC" : "WA"));
        return stage;
    }

    private ProgramResult run(Program program, BooleanSupplier gone) {
        return intake.run(program, new Intake.Demand("piston", PATIENCE, false, gone));
    }

    /** Piston's errors: one message. */
    private static final class Messages implements Exchange.Words {
        @Override
        public Response refused(BadRequestException e) {
            return message(400, String.valueOf(e.getMessage()));
        }

        @Override
        public Response overloaded(String reason) {
            return message(429, "overloaded: " + reason);
        }

        @Override
        public Response failed(String reason) {
            return message(500, "the sandbox failed: " + reason);
        }

        @Override
        public Response gone() {
            return message(503, "the client went away");
        }

        private static Response message(int status, String text) {
            return Exchange.json(status, Json.object().put("message", text));
        }
    }
}
