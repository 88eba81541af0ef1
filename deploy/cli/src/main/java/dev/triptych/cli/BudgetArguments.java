package dev.triptych.cli;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run may spend. */
final class BudgetArguments {
    @Option(
            names = "--budget",
            paramLabel = "DOLLARS",
            converter = Dollars.class,
            description = "What all teacher calls together may cost, as 2.50; 0 is no limit")
    @Nullable
    BigDecimal dollars;

    @Option(names = "--budget-tokens", description = "What they may use, prompts and completions; 0 is no limit")
    @Nullable
    Long tokens;

    @Option(names = "--on-budget", description = "end (the default) or wait, for retune or finish")
    @Nullable
    String onBudget;

    /** Sets the fields that were given. */
    void into(Fields fields) {
        fields.putDollars("budgetMicroUsd", "--budget", dollars)
                .put("budgetTokens", tokens)
                .put("onBudget", onBudget);
    }
}
