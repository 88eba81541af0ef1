package dev.triptych.verifier.http.factory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.verifier.factory.CasePrograms;
import dev.triptych.verifier.factory.Factory;
import dev.triptych.verifier.http.BadRequestException;
import dev.triptych.verifier.http.Exchange;
import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.http.NativeWords;
import dev.triptych.verifier.judge.Judgement;
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
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What a factory asks: many programs in one request, and programs that make and check inputs. */
// The root, as for the other protocols: of two classes only the one with the longer path is asked, and /v1/ping is not
// ours.
@Path("/")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "200", description = "a verdict for every program")
@APIResponse(responseCode = "400", description = "makes no sense; the problems name their fields")
@APIResponse(responseCode = "429", description = "verdict IE: overloaded; ask again later")
@APIResponse(responseCode = "503", description = "verdict IE: the sandbox is not safe to use, or failed")
public class FactoryResource {
    private static final Exchange.Words WORDS = new NativeWords();

    private final Factory factory;
    private final CasePrograms programs;

    @Inject
    public FactoryResource(Factory factory, CasePrograms programs) {
        this.factory = factory;
        this.programs = programs;
    }

    @POST
    @Path("v1/mutants")
    @RunOnVirtualThread
    @Operation(summary = "The native request with `variants`: the suite against the solution and each variant of it.")
    public Response mutants(InputStream body, @Context RoutingContext exchange) {
        return answered(() -> {
            FactoryRequest request = FactoryRequest.read(body);
            List<String> variants = request.sources("variants", Factory.VARIANTS_MAX);
            Factory.Mutants mutants = factory.mutants(request.submission(), variants, Exchange.goneAway(exchange));
            ObjectNode reply = Json.object();
            reply.set("reference", told(mutants.reference()));
            reply.put("killed", mutants.killed());
            reply.put("survived", mutants.survived());
            ArrayNode list = reply.putArray("variants");
            mutants.variants()
                    .forEach(judged -> list.add(told(judged)
                            .put("killed", Factory.Mutants.killed(judged).orElse(null))));
            return reply;
        });
    }

    @POST
    @Path("v1/matrix")
    @RunOnVirtualThread
    @Operation(summary = "The native request with `solutions` and `suites` for `solution` and `tests`: each by each.")
    public Response matrix(InputStream body, @Context RoutingContext exchange) {
        return answered(() -> {
            FactoryRequest request = FactoryRequest.read(body);
            List<String> solutions = request.sources("solutions", Factory.CELLS_MAX);
            List<String> suites = request.sources("suites", Factory.CELLS_MAX);
            Submission like = request.with("solution", solutions.getFirst())
                    .with("tests", suites.getFirst())
                    .submission();
            ObjectNode reply = Json.object();
            ArrayNode rows = reply.putArray("rows");
            for (List<Judgement> row : factory.matrix(like, solutions, suites, Exchange.goneAway(exchange))) {
                ArrayNode cells = rows.addArray();
                row.forEach(judged -> cells.add(told(judged)));
            }
            return reply;
        });
    }

    @POST
    @Path("v1/reruns")
    @RunOnVirtualThread
    @Operation(summary = "The native request with `times` and `seed`: again in shuffled order with other hash seeds.")
    public Response reruns(InputStream body, @Context RoutingContext exchange) {
        return answered(() -> {
            FactoryRequest request = FactoryRequest.read(body);
            int times = request.number("times", 5, 1, Factory.RERUNS_MAX);
            int seed = request.number("seed", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
            Factory.Reruns reruns = factory.reruns(request.submission(), times, seed, Exchange.goneAway(exchange));
            ObjectNode reply = Json.object();
            reply.put("stable", reruns.stable());
            ArrayNode unstable = reply.putArray("unstableChecks");
            reruns.unstableChecks().forEach(unstable::add);
            ArrayNode runs = reply.putArray("runs");
            reruns.runs().forEach(judged -> runs.add(told(judged)));
            return reply;
        });
    }

    @POST
    @Path("v1/generate")
    @RunOnVirtualThread
    @Operation(
            summary =
                    "Runs a generator: `program` defines `generate(seed)`, which returns a list of inputs; `seed`, `limits`.")
    public Response generate(InputStream body, @Context RoutingContext exchange) {
        return answered(() -> {
            FactoryRequest request = FactoryRequest.read(body).only(Set.of("program", "seed", "limits"));
            int seed = request.number("seed", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
            CasePrograms.Inputs made =
                    programs.generate(request.source("program"), seed, request.limits(), Exchange.goneAway(exchange));
            ObjectNode reply = Json.object();
            reply.put("verdict", made.verdict().name()).put("reason", made.reason());
            made.inputs().forEach(reply.putArray("inputs")::add);
            return reply;
        });
    }

    @POST
    @Path("v1/validate")
    @RunOnVirtualThread
    @Operation(
            summary =
                    "Runs a validator: `program` defines `validate(input)`, which returns True for a legal one; `inputs`, `limits`.")
    public Response validate(InputStream body, @Context RoutingContext exchange) {
        return answered(() -> {
            FactoryRequest request = FactoryRequest.read(body).only(Set.of("program", "inputs", "limits"));
            List<String> inputs = request.sources("inputs", CasePrograms.INPUTS_MAX);
            CasePrograms.Answers said =
                    programs.validate(request.source("program"), inputs, request.limits(), Exchange.goneAway(exchange));
            ObjectNode reply = Json.object();
            reply.put("verdict", said.verdict().name()).put("reason", said.reason());
            said.answers().forEach(reply.putArray("legal")::add);
            return reply;
        });
    }

    private static ObjectNode told(Judgement judged) {
        return Json.object()
                .put("verdict", judged.verdict().name())
                .put(
                        "assurance",
                        judged.assurance().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("reason", judged.reason())
                .put("checks", judged.checks().size())
                .put("passed", judged.passed());
    }

    private static Response answered(Supplier<ObjectNode> work) {
        return Exchange.answered(WORDS, () -> {
            try {
                return Exchange.json(200, work.get());
            } catch (IllegalArgumentException e) {
                throw new BadRequestException(List.of(String.valueOf(e.getMessage())));
            }
        });
    }
}
