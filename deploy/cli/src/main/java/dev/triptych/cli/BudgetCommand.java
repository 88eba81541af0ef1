package dev.triptych.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What all runs of a tenant may spend together. */
@Command(name = "budget", description = "Show or set what all runs of a tenant may spend together.")
final class BudgetCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--tenant", description = "Whose; default until there are others")
    private String tenant = "default";

    @Option(
            names = "--dollars",
            converter = Dollars.class,
            description = "What they may cost, as 20; 0 is no limit; without it what it is")
    private @Nullable BigDecimal dollars;

    @Option(
            names = "--tokens",
            description = "What they may use, prompts and completions; 0 is no limit; without it what it is")
    private @Nullable Long tokens;

    BudgetCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Fields limits = Fields.none().put("budgetTokens", tokens).putDollars("budgetMicroUsd", "--dollars", dollars);
        JsonNode budget = limits.body().isEmpty()
                ? context.runs().tenantBudget(tenant)
                : context.runs().limitTenant(tenant, limits.body());
        context.console().print("tenant " + tenant);
        context.console().print(line(budget, "MicroUsd", "micro-dollars"));
        context.console().print(line(budget, "Tokens", "tokens"));
        return 0;
    }

    private static String line(JsonNode budget, String unit, String word) {
        long limit = budget.path("limit" + unit).asLong();
        return "  " + word + ": " + budget.path("spent" + unit).asLong() + " spent, "
                + budget.path("reserved" + unit).asLong() + " reserved, "
                + (limit == 0 ? "no limit" : "limit " + limit);
    }
}
