package dev.triptych.factory.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.factory.RunInput;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.teachers.Profiles;
import dev.triptych.factory.temporal.Executions;
import dev.triptych.factory.temporal.TemporalUnavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Starts runs, once per tenant and key. The request is a row before its workflow starts, and the workflow's id follows
 * from tenant and key, so whoever repeats a request after any crash comes to the same run.
 */
@Singleton
public class RunRequests {
    public static final int KEY_CHARS_MAX = 200;

    private final Jdbi jdbi;
    private final Executions executions;
    private final Profiles profiles;

    @Inject
    public RunRequests(Jdbi jdbi, Executions executions, Profiles profiles) {
        this.jdbi = jdbi;
        this.executions = executions;
        this.profiles = profiles;
    }

    /** Starts a run that can be asked for once only: a repeat would be another run. */
    public Answer start(@Nullable JsonNode body, Source source) {
        return start(body, "once-" + UUID.randomUUID(), source);
    }

    /**
     * Starts the run of this key, or finds it.
     *
     * @throws TemporalUnavailable when it could not be started now; the same request may be repeated
     */
    public Answer start(@Nullable JsonNode body, String key, Source source) {
        if (key.isBlank() || key.length() > KEY_CHARS_MAX || key.chars().anyMatch(Character::isISOControl)) {
            return new Invalid(List.of("Idempotency-Key: must be 1 to " + KEY_CHARS_MAX + " printable characters"));
        }
        return switch (RunInput.read(body)) {
            case RunInput.Invalid invalid -> new Invalid(allProblems(invalid, body));
            case RunInput.Valid valid -> startByKnownTeachers(valid.input(), key, source);
        };
    }

    /** Those of the input itself, and that it names no teacher where it must. */
    private List<String> allProblems(RunInput.Invalid invalid, @Nullable JsonNode body) {
        List<String> problems = new ArrayList<>(invalid.problems());
        if (body instanceof ObjectNode object && !object.hasNonNull("teacher")) {
            problems.addAll(profiles.problemsWith(profiles.withTheOnlyOne(object)));
        }
        return problems;
    }

    private Answer startByKnownTeachers(RunInput input, String key, Source source) {
        JsonNode filledIn = profiles.withTheOnlyOne(TriptychJson.mapper().valueToTree(input));
        List<String> problems = profiles.problemsWith(filledIn);
        return problems.isEmpty()
                ? start(input.withTeacher(filledIn.path("teacher").asText()), key, source)
                : new Invalid(problems);
    }

    private Answer start(RunInput input, String key, Source source) {
        JsonNode json = TriptychJson.mapper().valueToTree(input);
        Sha256 hash = Sha256.of(json.toString());
        String tenant = input.tenant();
        boolean first = jdbi.withHandle(handle -> insert(handle, tenant, key, hash, json, source));
        Row row = jdbi.withHandle(handle -> row(handle, tenant, key));
        if (!row.hash().equals(hash)) {
            return new Conflict("Idempotency-Key: " + key + " was used for another body");
        }
        RunId run = row.run().orElseGet(() -> started(row.workflowId(), json));
        return new Started(run, row.workflowId(), first);
    }

    private RunId started(String workflowId, JsonNode input) {
        RunId run = new RunId(executions.start(workflowId, input));
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update factory.run_request set run_id = :run where workflow_id = :workflow and run_id is null")
                .bind("run", UUID.fromString(run.value()))
                .bind("workflow", workflowId)
                .execute());
        return run;
    }

    /** The request that a run came from, for a run that has not written its own row yet. */
    public Optional<Requested> find(RunId run) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select workflow_id, input from factory.run_request where run_id = :run")
                        .bind("run", UUID.fromString(run.value()))
                        .map((rs, ctx) -> new Requested(rs.getString(1), parsed(rs.getString(2))))
                        .findOne());
    }

    /** Whether the key is new. Its workflow id is unique, too, and may be what another's row at the same time is met by. */
    private static boolean insert(
            Handle handle, String tenant, String key, Sha256 hash, JsonNode input, Source source) {
        return handle.createUpdate("""
                        insert into factory.run_request (tenant, key, body_sha256, input, workflow_id, source)
                        values (:tenant, :key, :hash, :input::jsonb, :workflow, :source)
                        on conflict do nothing""")
                        .bind("tenant", tenant)
                        .bind("key", key)
                        .bind("hash", hash.hex())
                        .bind("input", input.toString())
                        .bind("workflow", workflowId(tenant, key))
                        .bind("source", source.name().toLowerCase(Locale.ROOT))
                        .execute()
                == 1;
    }

    private static Row row(Handle handle, String tenant, String key) {
        return handle.createQuery("""
                        select body_sha256, workflow_id, run_id from factory.run_request
                        where tenant = :tenant and key = :key""")
                .bind("tenant", tenant)
                .bind("key", key)
                .map((rs, ctx) -> new Row(
                        new Sha256(rs.getString(1)),
                        rs.getString(2),
                        Optional.ofNullable(rs.getString(3)).map(RunId::new)))
                .one();
    }

    /** A key may hold anything; its hash is a good workflow id. */
    private static String workflowId(String tenant, String key) {
        return "run/" + tenant + "/" + Sha256.of(tenant + '\0' + key).hex().substring(0, 32);
    }

    private static JsonNode parsed(String json) {
        try {
            return TriptychJson.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the table holds what we did not write", e);
        }
    }

    private record Row(Sha256 hash, String workflowId, Optional<RunId> run) {}

    /** Where a request came in. */
    public enum Source {
        REST,
        KAFKA
    }

    /** What became of a request. */
    public sealed interface Answer {}

    /** @param created whether this call was the first with its key */
    public record Started(RunId run, String workflowId, boolean created) implements Answer {}

    /** @param problems one line each, beginning with the field's path */
    public record Invalid(List<String> problems) implements Answer {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** The key belongs to another body. */
    public record Conflict(String message) implements Answer {}

    /** @param input with its defaults filled in */
    public record Requested(String workflowId, JsonNode input) {}
}
