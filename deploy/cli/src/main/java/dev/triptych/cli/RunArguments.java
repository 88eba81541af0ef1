package dev.triptych.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The input of a run, as options; what is not given is left to the service's defaults. */
final class RunArguments {
    @Option(names = "--recipe", description = "What the run does, as kodcode")
    @Nullable
    String recipe;

    @Option(names = "--target", description = "Triplets to accept")
    @Nullable
    Integer target;

    @Option(names = "--seed", description = "Makes the run repeatable")
    @Nullable
    Long seed;

    @Option(names = "--teacher", description = "The profile to ask; by default the one the stack came up with")
    @Nullable
    String teacher;

    @Option(names = "--window", description = "Candidates worked on at once")
    @Nullable
    Integer window;

    @Option(names = "--attempts", description = "Attempts per question, as fixed(2)")
    @Nullable
    String attempts;

    @Option(names = "--subset", paramLabel = "NAME", description = "A subset to make, as Docs; may be repeated")
    List<String> subsets = List.of();

    @Mixin
    BudgetArguments budget = new BudgetArguments();

    @Option(names = "--set", paramLabel = "FIELD=VALUE", description = "Any other field of the input, as restyle=false")
    Map<String, String> others = new LinkedHashMap<>();

    @Option(
            names = "--input",
            paramLabel = "JSON",
            description = "The whole input as JSON, or @FILE; options overrule it")
    @Nullable
    String input;

    /** The body of the request. */
    ObjectNode body(String stacksTeacher) {
        Fields fields = input == null ? Fields.none() : Fields.of("--input", input);
        fields.put("recipe", recipe)
                .put("target", target)
                .put("seed", seed)
                .put("teacher", teacher)
                .put("window", window)
                .put("attempts", attempts)
                .put("subsets", subsets.isEmpty() ? null : subsets);
        budget.into(fields);
        return fields.putAll(others).putIfAbsent("teacher", stacksTeacher).body();
    }
}
