package dev.triptych.factory.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.factory.RunInput;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.ledger.Budgets;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.requests.Steering;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What all runs of a tenant may spend together. */
@Path("/api/v1/tenants/{tenant: [A-Za-z0-9][A-Za-z0-9_.-]*}/budget")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tenants")
@SecurityRequirement(name = "token")
public class TenantsResource {
    /** Runs that are told at once when their tenant's budget changes; the others find out by {@code retune}. */
    private static final int RUNS_TOLD_MAX = 500;

    private final Budgets budgets;
    private final Runs runs;
    private final Steering steering;

    @Inject
    TenantsResource(Budgets budgets, Runs runs, Steering steering) {
        this.budgets = budgets;
        this.runs = runs;
        this.steering = steering;
    }

    @GET
    @Operation(summary = "A tenant's budget, what of it is reserved and what is spent; 0 is no limit")
    public Budgets.Budget show(@PathParam("tenant") String tenant) {
        return budgets.ofTenant(tenant).orElse(Budgets.Budget.NONE);
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary =
                    "Set a tenant's budget: budgetMicroUsd, budgetTokens; 0 is no limit, what is left out stays as it is",
            description = "Its runs that wait for their budget try again.")
    public Budgets.Budget set(@PathParam("tenant") String tenant, @Nullable String body) {
        JsonNode json = Body.json(body).orElseGet(() -> TriptychJson.mapper().createObjectNode());
        List<String> problems = new ArrayList<>();
        OptionalLong microUsd = amount(json, "budgetMicroUsd", problems);
        OptionalLong tokens = amount(json, "budgetTokens", problems);
        if (json instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(field -> {
                if (!field.equals("budgetMicroUsd") && !field.equals("budgetTokens")) {
                    problems.add("body: may hold budgetMicroUsd and budgetTokens");
                }
            });
        }
        if (!problems.isEmpty()) {
            throw Refusal.invalid(problems);
        }
        Budgets.Budget budget = budgets.limitTenant(tenant, microUsd, tokens);
        runs.open(RUNS_TOLD_MAX).stream()
                .filter(run -> run.tenant().equals(tenant) && run.status() == RunStatus.WAITING_BUDGET)
                .forEach(run -> {
                    // Whether it has ended meanwhile does not matter.
                    var unused = steering.retune(
                            run.run(),
                            run.workflowId(),
                            TriptychJson.mapper().createObjectNode(),
                            UUID.randomUUID().toString());
                });
        return budget;
    }

    private static OptionalLong amount(JsonNode json, String field, List<String> problems) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.asLong() < 0
                || value.asLong() > RunInput.BUDGET_MAX) {
            problems.add(field + ": must be a whole number from 0 to " + RunInput.BUDGET_MAX);
        }
        return OptionalLong.of(value.asLong());
    }
}
