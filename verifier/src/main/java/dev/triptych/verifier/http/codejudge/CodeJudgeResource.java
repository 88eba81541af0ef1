package dev.triptych.verifier.http.codejudge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.verifier.Intake;
import dev.triptych.verifier.http.Batch;
import dev.triptych.verifier.http.Exchange;
import dev.triptych.verifier.http.FastApi;
import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.http.Printed;
import dev.triptych.verifier.http.codejudge.Result.Reason;
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
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The endpoints of code-judge: {@code run} answers with what was printed, {@code judge} without. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@APIResponse(responseCode = "200", description = "the result; reason queue_timeout: ask again")
@APIResponse(responseCode = "422", description = "makes no sense; the detail names the field")
public class CodeJudgeResource {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** After this long no further task of a batch is begun. */
    private static final Duration BATCH_MAX = Duration.ofMinutes(5);

    private static final Duration LONG_BATCH_MAX = Duration.ofMinutes(50);

    private final Intake intake;

    @Inject
    public CodeJudgeResource(Intake intake) {
        this.intake = intake;
    }

    @GET
    @Path("ping")
    @NonBlocking
    @Operation(summary = "code-judge: says that the service is there.")
    public String ping() {
        return "\"pong\"";
    }

    @GET
    @Path("status")
    @NonBlocking
    @Operation(summary = "code-judge: how many requests wait, and how many programs run at once.")
    public Response status() {
        return Exchange.json(200, Json.object().put("queue", intake.waiting()).put("num_workers", intake.places()));
    }

    @POST
    @Path("run")
    @RunOnVirtualThread
    @Operation(summary = "code-judge: runs one program and compares what it prints, if that is given.")
    public Response run(InputStream body, @Context RoutingContext exchange) {
        return one(body, true, Exchange.goneAway(exchange));
    }

    @POST
    @Path("judge")
    @RunOnVirtualThread
    @Operation(summary = "code-judge: as run, without what was printed.")
    public Response judge(InputStream body, @Context RoutingContext exchange) {
        return one(body, false, Exchange.goneAway(exchange));
    }

    @POST
    @Path("run/batch")
    @RunOnVirtualThread
    @Operation(summary = "code-judge: runs many programs.")
    public Response runBatch(InputStream body, @Context RoutingContext exchange) {
        return many(body, true, BATCH_MAX, Exchange.goneAway(exchange));
    }

    @POST
    @Path("judge/batch")
    @RunOnVirtualThread
    @Operation(summary = "code-judge: as run/batch, without what was printed.")
    public Response judgeBatch(InputStream body, @Context RoutingContext exchange) {
        return many(body, false, BATCH_MAX, Exchange.goneAway(exchange));
    }

    @POST
    @Path("run/long-batch")
    @RunOnVirtualThread
    @Operation(summary = "code-judge: as run/batch, with more time.")
    public Response runLongBatch(InputStream body, @Context RoutingContext exchange) {
        return many(body, true, LONG_BATCH_MAX, Exchange.goneAway(exchange));
    }

    @POST
    @Path("judge/long-batch")
    @RunOnVirtualThread
    @Operation(summary = "code-judge: as judge/batch, with more time.")
    public Response judgeLongBatch(InputStream body, @Context RoutingContext exchange) {
        return many(body, false, LONG_BATCH_MAX, Exchange.goneAway(exchange));
    }

    private Response one(InputStream body, boolean printed, BooleanSupplier gone) {
        return answered(
                () -> shown(result(Task.read(body), gone), printed ? Optional.of(new Printed()) : Optional.empty()));
    }

    private Response many(InputStream body, boolean printed, Duration most, BooleanSupplier gone) {
        return answered(() -> {
            Task.Many many = Task.readMany(body);
            List<Task> tasks = many.tasks();
            long deadline = System.nanoTime() + most.toNanos();
            Optional<Printed> shown = printed ? Optional.of(new Printed()) : Optional.empty();
            AtomicReferenceArray<ObjectNode> results = new AtomicReferenceArray<>(tasks.size());
            Batch.each(intake.places(), tasks.size(), i -> {
                boolean late = System.nanoTime() > deadline;
                Result result =
                        late ? Result.without(tasks.get(i), most, Reason.QUEUE_TIMEOUT) : result(tasks.get(i), gone);
                results.set(i, shown(result, shown));
            });
            ObjectNode reply = Json.object().put("sub_id", many.id());
            ArrayNode list = reply.putArray("results");
            for (int i = 0; i < tasks.size(); i++) {
                list.add(results.get(i));
            }
            return reply;
        });
    }

    private static ObjectNode shown(Result result, Optional<Printed> printed) {
        return printed.map(result::json).orElseGet(result::json);
    }

    private Result result(Task task, BooleanSupplier gone) {
        if (task.program().isEmpty()) {
            return Result.without(task, Duration.ZERO, Reason.INVALID_INPUT);
        }
        long since = System.nanoTime();
        Intake.Demand demand = new Intake.Demand("code_judge", PATIENCE, false, gone);
        return Exchange.tried(
                () -> Result.of(task, intake.run(task.program().get(), demand)),
                _ -> Result.without(task, Duration.ofNanos(System.nanoTime() - since), Reason.QUEUE_TIMEOUT),
                _ -> Result.without(task, Duration.ofNanos(System.nanoTime() - since), Reason.INTERNAL_ERROR));
    }

    private static Response answered(Supplier<ObjectNode> work) {
        return Exchange.answered(FastApi.words(), () -> Exchange.json(200, work.get()));
    }
}
