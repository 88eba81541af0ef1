package dev.triptych.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run may spend. */
final class BudgetArguments {
    private static final int MICRO_DIGITS = 6;

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
    void into(ObjectNode body) {
        limits(body);
        RunArguments.put(body, "onBudget", onBudget);
    }

    /** Sets the amounts that were given. */
    void limits(ObjectNode body) {
        if (dollars != null) {
            body.put("budgetMicroUsd", microUsd(dollars));
        }
        RunArguments.put(body, "budgetTokens", tokens);
    }

    private static long microUsd(BigDecimal dollars) {
        try {
            return dollars.movePointRight(MICRO_DIGITS).longValueExact();
        } catch (ArithmeticException e) {
            throw CliException.usage("--budget: must be dollars with at most 6 decimals, was " + dollars);
        }
    }
}
