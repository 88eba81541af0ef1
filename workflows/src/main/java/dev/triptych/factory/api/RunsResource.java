package dev.triptych.factory.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.RunInput;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.export.RunFiles;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.requests.RunRequests;
import dev.triptych.factory.requests.Steering;
import dev.triptych.factory.teachers.Profiles;
import dev.triptych.store.Artifacts;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Runs over HTTP. */
@Path("/api/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "runs")
@SecurityRequirement(name = "token")
public class RunsResource {
    private static final int RUNS_SHOWN_MAX = 50;
    private static final int REJECTIONS_PAGE_MAX = 500;

    private final RunRequests requests;
    private final Steering steering;
    private final RunViews views;
    private final Runs runs;
    private final RunFiles files;
    private final Artifacts artifacts;
    private final Profiles profiles;

    @Inject
    RunsResource(
            RunRequests requests,
            Steering steering,
            RunViews views,
            Runs runs,
            RunFiles files,
            Artifacts artifacts,
            Profiles profiles) {
        this.requests = requests;
        this.steering = steering;
        this.views = views;
        this.runs = runs;
        this.files = files;
        this.artifacts = artifacts;
        this.profiles = profiles;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Start a run",
            description =
                    "The same Idempotency-Key and body give the same run; the key with another body is a conflict.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RunInput.class),
                            examples = @ExampleObject(name = "minimal", value = RunInput.MINIMAL_EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "Started",
            content = @Content(schema = @Schema(implementation = RunView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Was started before with this key",
            content = @Content(schema = @Schema(implementation = RunView.class)))
    @APIResponse(
            responseCode = "400",
            description = "INVALID_INPUT",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "CONFLICT",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    public Response start(@HeaderParam("Idempotency-Key") @Nullable String key, @Nullable String body) {
        JsonNode json = Body.json(body).orElse(null);
        RunRequests.Answer answer = key == null
                ? requests.start(json, RunRequests.Source.REST)
                : requests.start(json, key, RunRequests.Source.REST);
        return switch (answer) {
            case RunRequests.Started started ->
                Response.status(started.created() ? Response.Status.CREATED : Response.Status.OK)
                        .entity(view(started.run()))
                        .build();
            case RunRequests.Invalid invalid -> throw Refusal.invalid(invalid.problems(), profiles.minimalExample());
            case RunRequests.Conflict conflict ->
                throw new Refusal(Response.Status.CONFLICT, Problem.of(ErrorCode.CONFLICT.name(), conflict.message()));
        };
    }

    @GET
    @Operation(summary = "The newest runs")
    public RunList list() {
        return new RunList(views.newest(RUNS_SHOWN_MAX));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One run, with what its oldest candidate waits for")
    public RunView show(@PathParam("id") String id) {
        return view(runId(id));
    }

    @GET
    @Path("/{id}/ledger")
    @Operation(summary = "The account of a run, as in ledger.json")
    public ObjectNode ledger(@PathParam("id") String id) {
        return files.ledger(opened(id));
    }

    @GET
    @Path("/{id}/triplets")
    @Produces("application/x-ndjson")
    @Operation(summary = "The triplets of a run, a line each, as in triplets.jsonl")
    public Response triplets(
            @PathParam("id") String id, @QueryParam("includeSurplus") @DefaultValue("false") boolean includeSurplus) {
        return lines(RunFiles.Kind.TRIPLETS_JSONL, id, includeSurplus);
    }

    @GET
    @Path("/{id}/responses")
    @Produces("application/x-ndjson")
    @Operation(summary = "The responses of a run of the recipe distill, a line each, as in responses.jsonl")
    public Response responses(
            @PathParam("id") String id, @QueryParam("includeSurplus") @DefaultValue("false") boolean includeSurplus) {
        return lines(RunFiles.Kind.RESPONSES_JSONL, id, includeSurplus);
    }

    private Response lines(RunFiles.Kind kind, String id, boolean includeSurplus) {
        Runs.RunRecord run = opened(id);
        return Response.ok((StreamingOutput) out -> files.write(kind, run, includeSurplus, out))
                .build();
    }

    @GET
    @Path("/{id}/rejections")
    @Operation(summary = "Why candidates were rejected, with the evidence, by pages")
    public RejectionPage rejections(
            @PathParam("id") String id,
            @QueryParam("after") @DefaultValue("0") int after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > REJECTIONS_PAGE_MAX) {
            throw new Refusal(
                    Response.Status.BAD_REQUEST,
                    Problem.of(
                            ErrorCode.INVALID_INPUT.name(),
                            "limit: must be 1 to " + REJECTIONS_PAGE_MAX + ", was " + limit));
        }
        Runs.RunRecord run = opened(id);
        List<RejectionView> page = runs.rejections(run.run(), after, limit).stream()
                .map(rejection -> RejectionView.of(rejection, artifacts))
                .toList();
        return new RejectionPage(
                page, page.size() < limit ? null : page.getLast().candidate());
    }

    @GET
    @Path("/{id}/files/{name}")
    @Operation(
            summary = "A file of a run: ledger.json, README.md (the data card) and its data",
            description =
                    "triplets.jsonl and triplets.parquet; of the recipe distill responses.jsonl, responses.parquet"
                            + " and unreadable.jsonl.")
    public Response file(
            @PathParam("id") String id,
            @PathParam("name") String name,
            @QueryParam("includeSurplus") @DefaultValue("false") boolean includeSurplus) {
        RunFiles.Kind kind = RunFiles.Kind.named(name)
                .orElseThrow(() -> new Refusal(
                        Response.Status.NOT_FOUND,
                        Problem.of("UNKNOWN_FILE", "there are the files " + RunFiles.Kind.names())));
        Runs.RunRecord run = opened(id);
        return Response.ok((StreamingOutput) out -> files.write(kind, run, includeSurplus, out))
                .type(kind.mediaType())
                .header("Content-Disposition", "attachment; filename=\"" + kind.fileName() + "\"")
                .build();
    }

    @POST
    @Path("/{id}/pause")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Issue no more candidates until resume")
    public RunView pause(@PathParam("id") String id, @Nullable String body) {
        return command(id, Steering.Command.PAUSE, body);
    }

    @POST
    @Path("/{id}/resume")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Go on after pause")
    public RunView resume(@PathParam("id") String id, @Nullable String body) {
        return command(id, Steering.Command.RESUME, body);
    }

    @POST
    @Path("/{id}/finish")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Issue no more candidates and close the run when those in flight are done")
    public RunView finish(@PathParam("id") String id, @Nullable String body) {
        return command(id, Steering.Command.FINISH, body);
    }

    @POST
    @Path("/{id}/retune")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Change budgets, teachers or the window for what remains",
            description =
                    "New values of budgetMicroUsd, budgetTokens, onBudget, window, teacher or a step's teacher; a run that"
                            + " waits for its budget or for a teacher tries again.")
    public RunView retune(@PathParam("id") String id, @Nullable String body) {
        RunId run = runId(id);
        Body.Retuning retuning = Body.retuning(body);
        RunView view = view(run);
        runs.find(run).ifPresent(row -> checkRetuning(row, retuning.changes()));
        steering.retune(run, view.workflowId(), retuning.changes(), retuning.requestId())
                .ifPresent(refusal -> {
                    throw closed(refusal);
                });
        return view(run);
    }

    /** The run checks again; here every problem can be told apart from a run that has ended. */
    private void checkRetuning(Runs.RunRecord row, ObjectNode changes) {
        if (!(RunInput.read(row.request()) instanceof RunInput.Valid(RunInput now))) {
            return;
        }
        switch (now.retuned(changes)) {
            case RunInput.Invalid invalid -> throw Refusal.invalid(invalid.problems());
            case RunInput.Valid valid -> {
                List<String> problems =
                        profiles.problemsWith(TriptychJson.mapper().valueToTree(valid.input()));
                if (!problems.isEmpty()) {
                    throw Refusal.invalid(problems);
                }
            }
        }
    }

    @POST
    @Path("/{id}/cancel")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Cancel the run and its candidates")
    public RunView cancel(@PathParam("id") String id, @Nullable String body) {
        RunId run = runId(id);
        Body.requestId(body);
        steering.cancel(run, view(run).workflowId()).ifPresent(refusal -> {
            throw closed(refusal);
        });
        return view(run);
    }

    private RunView command(String id, Steering.Command command, @Nullable String body) {
        RunId run = runId(id);
        String requestId =
                Body.requestId(body).orElseGet(() -> UUID.randomUUID().toString());
        steering.command(run, view(run).workflowId(), command, requestId).ifPresent(refusal -> {
            throw closed(refusal);
        });
        return view(run);
    }

    private RunView view(RunId run) {
        return views.find(run).orElseThrow(() -> unknown(run.value()));
    }

    private Runs.RunRecord opened(String id) {
        RunId run = runId(id);
        Optional<Runs.RunRecord> row = runs.find(run);
        if (row.isEmpty() && views.find(run).isPresent()) {
            throw new Refusal(
                    Response.Status.CONFLICT, Problem.of("NOT_STARTED", "run " + run + " has not begun its work yet"));
        }
        return row.orElseThrow(() -> unknown(id));
    }

    private static RunId runId(String id) {
        try {
            return new RunId(id);
        } catch (IllegalArgumentException e) {
            throw unknown(id);
        }
    }

    private static Refusal unknown(String id) {
        return new Refusal(
                Response.Status.NOT_FOUND, Problem.of(ErrorCode.UNKNOWN_RUN.name(), "no run has the id " + cut(id)));
    }

    private static Refusal closed(String refusal) {
        return new Refusal(Response.Status.CONFLICT, Problem.of(ErrorCode.RUN_CLOSED.name(), refusal));
    }

    private static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    /** @param runs newest first */
    public record RunList(List<RunView> runs) {}

    /** @param next what to pass as {@code after} for the next page; null at the end */
    public record RejectionPage(
            List<RejectionView> rejections, @Nullable Integer next) {}
}
